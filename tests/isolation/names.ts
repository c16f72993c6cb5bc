import { newSecret } from "@/lib/platform/crypto";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { newId } from "@/lib/platform/id";
import { idPattern } from "./cases";

const digits = () => String(Math.floor(Math.random() * 1e6)).padStart(6, "0");

/** What names a workspace's own in a text of an input, and how to make up a name that nobody bears. */
const inventions: [RegExp, (found: string) => string][] = [
  [idPattern, (id) => newId(id.split("_")[0] ?? "")],
  [/Marker\d+q\d+/gi, () => `Marker${digits()}q0`],
  [/\bINV-\d{6}-\d{6}\b/g, () => `INV-${digits()}-${digits()}`],
  [/^[\w-]{43}$/g, newSecret],
];

/** The text with names that never were in the place of those that it holds, also in the place marker of a list. */
function invented(text: string): string {
  const cursor = decodeCursor(text);
  if (cursor) return encodeCursor({ ...cursor, id: invented(cursor.id) });
  return inventions.reduce((made, [pattern, invent]) => made.replace(pattern, invent), text);
}

const isName = (text: string): boolean => invented(text) !== text;

/** Whether anything in an input is an id of ours. */
export const holdsId = (input: unknown): boolean => JSON.stringify(input).search(idPattern) >= 0;

/** Whether anything in an input names something. */
export const namesSomething = (input: unknown): boolean => [...swaps(input, input)].length > 0;

/** The same input about things that never were. */
export function imagined(input: unknown): unknown {
  if (typeof input === "string") return invented(input);
  if (Array.isArray(input)) return input.map(imagined);
  if (!isRecord(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, imagined(value)]));
}

/** One's own input with a single name exchanged: for another workspace's, and for one that never was. */
export interface Swap {
  /** Where it stands in the input; a `+` is one place more at the end of a list. */
  place: string;
  foreign: { name: string; input: unknown };
  imagined: { name: string; input: unknown };
}

/** Every name in `own` exchanged in turn, and added in turn to every list that has some. */
export function* swaps(
  own: unknown,
  theirs: unknown,
  around: (value: unknown) => unknown = (value) => value,
  place = "",
): Generator<Swap> {
  if (typeof own === "string" && typeof theirs === "string") {
    if (isName(own)) yield swap(place, around, theirs);
  } else if (Array.isArray(own) && Array.isArray(theirs)) {
    for (const [index, value] of own.entries()) {
      yield* swaps(value, theirs[index], (other) => around(own.with(index, other)), `${place}[${index}]`);
      yield* swaps(value, theirs[index], (other) => around([...own, other]), `${place}[+]`);
    }
  } else if (isRecord(own) && isRecord(theirs)) {
    for (const [name, value] of Object.entries(own))
      yield* swaps(value, theirs[name], (other) => around({ ...own, [name]: other }), `${place}.${name}`);
  }
}

function swap(place: string, around: (value: unknown) => unknown, theirs: string): Swap {
  const other = invented(theirs);
  return {
    place,
    foreign: { name: theirs, input: around(theirs) },
    imagined: { name: other, input: around(other) },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
