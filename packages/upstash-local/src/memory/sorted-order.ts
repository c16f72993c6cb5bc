import { RedisError } from "../store.js";
import { parseDouble } from "./numbers.js";

export type Scored = [member: string, score: number];

/** By score, then by member, byte by byte. */
export function withScores(scores: Map<string, number> | null, isReversed: boolean): Scored[] {
  const ordered = [...(scores ?? [])].sort(
    ([left, one], [right, other]) => compare(one, other) || compare(left, right),
  );
  return isReversed ? ordered.reverse() : ordered;
}

export function rankOf(scores: Map<string, number>, member: string, isReversed: boolean): number | null {
  if (!scores.has(member)) return null;
  return withScores(scores, isReversed).findIndex(([name]) => name === member);
}

// Subtraction would make NaN of two infinities.
const compare = <T extends string | number>(left: T, right: T) => (left < right ? -1 : left > right ? 1 : 0);

/** `5`, `(5`, `-inf` */
export function scoreRange(min: string, max: string): (entry: Scored) => boolean {
  const [low, high] = [parseScoreBound(min), parseScoreBound(max)];
  return ([, score]) =>
    (low.isOpen ? score > low.value : score >= low.value) &&
    (high.isOpen ? score < high.value : score <= high.value);
}

function parseScoreBound(text: string): { value: number; isOpen: boolean } {
  const isOpen = text.startsWith("(");
  try {
    return { value: parseDouble(isOpen ? text.slice(1) : text), isOpen };
  } catch {
    throw new RedisError("ERR min or max is not a float");
  }
}

/** `[a`, `(a`, `-`, `+`; meaningful among members of one score only, as in Redis. */
export function lexRange(min: string, max: string): (entry: Scored) => boolean {
  const [low, high] = [parseLexBound(min), parseLexBound(max)];
  const isAbove = (member: string) =>
    low === "-" || (low !== "+" && (low.isOpen ? member > low.value : member >= low.value));
  const isBelow = (member: string) =>
    high === "+" || (high !== "-" && (high.isOpen ? member < high.value : member <= high.value));
  return ([member]) => isAbove(member) && isBelow(member);
}

function parseLexBound(text: string): "-" | "+" | { value: string; isOpen: boolean } {
  if (text === "-" || text === "+") return text;
  if (text.startsWith("[")) return { value: text.slice(1), isOpen: false };
  if (text.startsWith("(")) return { value: text.slice(1), isOpen: true };
  throw new RedisError("ERR min or max not valid string range item");
}
