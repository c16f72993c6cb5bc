/** Where the keyboard was, remembered well enough to find a place near it when it is gone. */
export interface Place {
  element: HTMLElement;
  /** From its parent up to the document. */
  ancestors: Element[];
  row: Element | null;
  /** The rows that followed its own. */
  rowsAfter: Element[];
  /** Which of its row's controls it was. */
  position: number;
}

const rows = "tr, li, [role=row], [role=listitem]";
const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

export function focusPlaceOf(element: HTMLElement): Place {
  const row = element.closest(rows);
  return {
    element,
    ancestors: ancestorsOf(element),
    row,
    rowsAfter: row ? following(row) : [],
    position: row ? controlsOf(row).indexOf(element) : -1,
  };
}

/**
 * Gives the focus back: to the element itself, to what took its place in its row, to the next row, to the form round it,
 * else to the heading of what it stood in.
 */
export function restoreFocus(place: Place): void {
  for (const candidate of candidates(place)) if (focus(candidate)) return;
}

/** Goes to the heading of the page. */
export function focusPage(): void {
  const main = document.querySelector("main");
  for (const one of [main?.querySelector("h1"), main]) if (one && focus(one)) return;
}

/** Whether an element that had the focus can have it no longer. */
export const isGone = (element: HTMLElement): boolean =>
  !element.isConnected || element.matches(":disabled") || element.getClientRects().length === 0;

function* candidates({ element, ancestors, row, rowsAfter, position }: Place): Generator<Element> {
  yield element;
  for (const one of [row, ...rowsAfter]) {
    if (!one?.isConnected) continue;
    const there = controlsOf(one);
    const same = there.find((control) => labelOf(control) === labelOf(element)) ?? there[position];
    if (same) yield same;
    yield* there;
    yield one;
  }
  for (const ancestor of ancestors.filter((one) => one.isConnected)) {
    if (ancestor.matches("form")) yield* ancestor.querySelectorAll("button[type=submit]");
    yield* ancestor.querySelectorAll("h1, h2, h3");
    if (ancestor.matches("main")) yield ancestor;
  }
  yield* document.querySelectorAll("main");
}

function focus(element: Element): boolean {
  if (!(element instanceof HTMLElement) || isGone(element)) return false;
  element.focus({ preventScroll: !element.matches(controls) });
  if (document.activeElement === element) return true;
  // Headings take no focus by themselves; -1 lets a script give it without adding a stop for the Tab key.
  element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

const controlsOf = (row: Element): Element[] => [...row.querySelectorAll(controls)];

const labelOf = (element: Element): string => element.getAttribute("aria-label") ?? element.textContent ?? "";

function ancestorsOf(element: Element): Element[] {
  const parent = element.parentElement;
  return parent ? [parent, ...ancestorsOf(parent)] : [];
}

function following(row: Element): Element[] {
  const next = row.nextElementSibling;
  return next ? [next, ...following(next)] : [];
}
