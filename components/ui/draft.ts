import { sessionNotes } from "@/components/ui/session-note";
import { drawnForField, isSecretField } from "@/lib/entry/form-state";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Kept = { name: string; value: string; isChosen?: boolean };

/** Keeps what was typed into the named fields, secrets aside, until the same form stands on this page again in this tab. */
export function keepDraft(form: HTMLFormElement, typed: ReadonlySet<string>): boolean {
  const kept = controlsOf(form)
    .filter(({ name }) => typed.has(name))
    .map(keep);
  return kept.length === 0 || sessionNotes.write(keyOf(form), JSON.stringify(kept));
}

/** Puts back what `keepDraft` kept, as if it were typed again. */
export function restoreDraft(form: HTMLFormElement): void {
  const kept: Kept[] = JSON.parse(sessionNotes.take(keyOf(form)) ?? "[]");
  for (const one of kept) {
    const control = controlsOf(form).find(
      ({ name, value }) => name === one.name && (one.isChosen === undefined || value === one.value),
    );
    if (control) retype(control, one);
  }
}

/**
 * The same page, fields and hidden identity: neither the dialog of another project nor the person who signed in meanwhile
 * may be given this text.
 */
function keyOf(form: HTMLFormElement): string {
  const hidden = [...form.querySelectorAll<HTMLInputElement>("input[type=hidden]")]
    .filter(({ name }) => name === drawnForField || (!name.startsWith("$") && name !== "version"))
    .filter(({ name }) => !isSecretField(name))
    .map(({ name, value }) => `${name}=${value}`);
  const names = controlsOf(form).map(({ name }) => name);
  return `draft ${window.location.pathname} ${[...names, ...hidden].join(" ")}`;
}

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.querySelectorAll<Control>("input, textarea, select")].filter(
    ({ name, type }) => name !== "" && type !== "hidden" && type !== "file" && !isSecretField(name),
  );

const keep = (control: Control): Kept =>
  isChoice(control)
    ? { name: control.name, value: control.value, isChosen: control.checked }
    : { name: control.name, value: control.value };

const isChoice = (control: Control): control is HTMLInputElement =>
  control.type === "checkbox" || control.type === "radio";

function retype(control: Control, { value, isChosen }: Kept): void {
  if (isChoice(control)) {
    if (control.checked !== isChosen) control.click();
    return;
  }
  // React watches the property of the element itself; the prototype's setter is what typing looks like to it.
  Reflect.set(Object.getPrototypeOf(control), "value", value, control);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
