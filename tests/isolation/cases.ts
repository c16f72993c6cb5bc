import type { Operation } from "@/lib/core/operation";
import { idPrefixes } from "@/lib/nouns";
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
