import { z } from "zod";
import type { Noun } from "@/lib/core/noun";
import type { Operation } from "@/lib/core/operation";
import { idPrefixes, nouns } from "@/lib/nouns";
import { encodeCursor } from "@/lib/platform/cursor";
import type { Case } from "./case";
import type { Fixture } from "./fixture";
import { loadParts } from "./parts";

const parts = await loadParts();

/** Every case that a noun's tests state, by the operation it is about. */
export const cases: Record<string, Case> = Object.assign({}, ...parts.map(({ part }) => part.cases));

export const caseOf = (name: string): Case => cases[name] ?? {};

/** Ids of ours, and of the checkouts that the fixture makes up. */
export const idPattern = new RegExp(`\\b(${[...idPrefixes.keys(), "cs"].join("|")})_[0-9a-z]{26}\\b`, "g");

/**
 * The operation's own example about what `of` owns: its ids in the place of those of the same prefix, its marker in every
 * search, its address in every slug; or what the case says.
 */
export function inputFor({ name, example }: Operation, of: Fixture): Record<string, unknown> {
  const said = caseOf(name).input?.(of);
  if (said) return said;
  const shown = JSON.stringify(example).replace(idPattern, (id, prefix: string) => of.ids[prefix] ?? id);
  const input: Record<string, unknown> = JSON.parse(shown);
  if ("search" in input) input.search = of.marker;
  if ("slug" in input) input.slug = of.slug;
  return input;
}

/** The part of the product that an operation belongs to. */
export const nounOf = ({ name }: Operation): Noun | undefined =>
  nouns.find(({ operations }) => operations.some((one) => one.name === name));

/** The same, and for a list also as if a page had ended at a thing of `of` that it may hold: a place marker names one. */
export function inputsFor(verb: Operation, of: Fixture): Record<string, unknown>[] {
  const input = inputFor(verb, of);
  if (!(verb.input instanceof z.ZodObject && "cursor" in verb.input.shape)) return [input];
  const ids = Object.keys(nounOf(verb)?.ids ?? {}).flatMap((prefix) => of.ids[prefix] ?? []);
  const ends = ids.map((id) => encodeCursor({ key: "2999-01-01T00:00:00.000Z", id }));
  return [input, ...ends.map((cursor) => ({ ...input, cursor }))];
}
