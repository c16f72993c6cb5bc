/** What a form's action answers; the same shape with and without JavaScript. */
export type FormState<T = unknown> =
  | { status: "idle" }
  | { status: "ok"; data: T; message?: string }
  /** It goes on at another host; the form's script leads there, because the router only knows this one. */
  | { status: "leaving"; url: string }
  | {
      status: "error";
      message: string;
      /** Messages per field, shown next to it. */
      fields?: Record<string, string[]>;
      /** What was typed, so that nothing is lost. Never a password. */
      values?: Record<string, string>;
    };

export const idle: FormState<never> = { status: "idle" };

const secret = /password|token|secret/i;

/** A form as an object: repeated names become lists, Next's own fields are left out. */
export function formObject(form: FormData): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$")) continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    object[name] = name.endsWith("[]") ? values : (values[0] ?? "");
  }
  return object;
}

export function typedValues(form: FormData): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formObject(form)).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !secret.test(entry[0]),
    ),
  );
}
