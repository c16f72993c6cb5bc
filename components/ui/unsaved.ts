type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Form = Pick<HTMLFormElement, "elements">;

const forms = new Map<Form, ReadonlySet<string>>();

/**
 * Watches what was typed into a form, by the names of its fields, until it is forgotten: the browser asks before the page is left
 * as a whole, and `NavigationProvider` before another page of ours takes its place. Nothing is watched while nothing is typed, so
 * that a page without changes stays one that the browser can go back to at once.
 */
export function watchUnsaved(form: Form, typed: ReadonlySet<string>): void {
  forms.set(form, typed);
  window.addEventListener("beforeunload", askFirst);
}

/** It was sent, is sent just now, or has gone with its page. */
export function forgetUnsaved(form: Form): void {
  forms.delete(form);
  if (forms.size === 0) window.removeEventListener("beforeunload", askFirst);
}

/** Whether somebody has typed what no form has sent. What was typed and taken back again is nothing. */
export const hasUnsaved = (): boolean =>
  [...forms].some(([form, typed]) =>
    ([...form.elements] as Control[]).some((control) => typed.has(control.name) && isChanged(control)),
  );

/** The browser says it in words of its own. */
function askFirst(event: Event): void {
  if (hasUnsaved()) event.preventDefault();
}

function isChanged(control: Control): boolean {
  if ("options" in control)
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  if ("checked" in control && ["checkbox", "radio"].includes(control.type))
    return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}
