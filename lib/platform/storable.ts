const substitute = "\uFFFD";

/** Whether Postgres can keep a text, in a column or in jsonb: it knows neither U+0000 nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** The text with U+FFFD where it cannot be kept. */
export const toStorable = (text: string): string => text.toWellFormed().replaceAll("\0", substitute);

/** The way to the first text that cannot be kept, be it the name of a field; null where there is none. */
export function findUnstorable(value: unknown): string[] | null {
  if (typeof value === "string") return isStorable(value) ? null : [];
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return [];
    const way = findUnstorable(inner);
    if (way) return [name, ...way];
  }
  return null;
}

// `JSON.stringify` writes both as escapes; an even number of backslashes before them is text that was there.
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** JSON that Postgres takes, from what somebody else wrote and nobody can ask again: U+FFFD stands for what is lost. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value).replace(unstorable, `$1${substitute}`);
