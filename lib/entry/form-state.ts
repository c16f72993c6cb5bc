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

/** The hidden field that says in which time zone the local time of another field is meant. */
export const zoneFieldOf = (name: string): string => `$zone.${name}`;

/** The hidden field that says which instant that other field was drawn with. */
export const instantFieldOf = (name: string): string => `$instant.${name}`;

/** A field whose text is kept nowhere: not sent back with a refusal, not put by for later. */
export const isSecretField = (name: string): boolean => /password|token|secret/i.test(name);

/** The texts of a form; what begins with $ is the machinery's own and is left out. */
export const textsOf = (form: FormData): [name: string, text: string][] =>
  [...form].filter(
    (field): field is [string, string] => !field[0].startsWith("$") && typeof field[1] === "string",
  );

/** The files of a form, by the same names; a field in which none was chosen sends one without a name. */
export const filesOf = (form: FormData): [name: string, file: File][] =>
  [...form].filter(
    (field): field is [string, File] =>
      !field[0].startsWith("$") && field[1] instanceof File && (field[1].name !== "" || field[1].size > 0),
  );

/** What was typed, by field, so that nothing is lost over a refusal. Never a password. */
export const typedValues = (form: FormData): Record<string, string> =>
  Object.fromEntries(textsOf(form).filter(([name]) => !isSecretField(name)));
