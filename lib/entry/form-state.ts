/** No answer of ours came. The browser alone makes one, of what it can know. */
export interface Failure {
  status: "failed";
  /** What happened: "You are offline." */
  reason: string;
  /** What it means for what was asked, and the next step. */
  advice: string;
  /** "reload" where the page itself is out of date; anything else may be tried again as it is. */
  remedy: "retry" | "reload";
  /** Of the refusal before: a field that stood on them must not start anew. */
  values?: Record<string, string>;
}

/** The server said no. */
export interface Refusal {
  status: "error";
  message: string;
  /** The page has been overtaken: what was typed outlives its reload. */
  remedy?: "reload";
  /** Messages per field, shown next to it. */
  fields?: Record<string, string[]>;
  /** What was typed, so that nothing is lost. Never a password. */
  values?: Record<string, string>;
  /** Fields in which that is what is left to do, and no longer what was typed. */
  replaced?: string[];
}

/** What a form's action answers; the same shape with and without JavaScript. */
export type FormState<T = unknown> =
  | Failure
  | { status: "idle" }
  | { status: "ok"; data: T; message?: string }
  /** It goes on at another host; the form's script leads there, because the router only knows this one. */
  | { status: "leaving"; url: string }
  | Refusal;

export const idle: FormState<never> = { status: "idle" };

/** The hidden field in which a form says for whom it was drawn; like Next's own, no command sees it. */
export const drawnForField = "$drawnFor";

/** A field whose text is kept nowhere: not sent back with a refusal, not put by for later. */
export const isSecretField = (name: string): boolean => /password|token|secret/i.test(name);

/** A form as an object: repeated names become lists, fields whose name begins with $ are the machinery's own and are left out. */
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
      (entry): entry is [string, string] => typeof entry[1] === "string" && !isSecretField(entry[0]),
    ),
  );
}
