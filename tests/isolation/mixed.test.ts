import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Operation } from "@/lib/core/operation";
import { flushRefusals } from "@/lib/core/refusals";
import { caseOf, inputsFor } from "./cases";
import { byName, declared } from "./commands";
import { createFixture, type Fixture } from "./fixture";
import { holdsId, type Swap, swaps } from "./names";
import { answerOf, performAt } from "./perform";
import { changes, mentions, snapshot } from "./snapshot";

// An operator stands above every workspace and mixes as he likes.
const attacked = declared
  .map(({ verb }) => verb)
  .filter((verb) => !("audience" in verb && verb.audience === "operator"));

/** What somebody of `mine` hears, with the name they tried taken out, and what it leaves there. */
async function attempt(verb: Operation, mine: Fixture, { name, input }: Swap["foreign"]) {
  const before = await snapshot(mine);
  const { code, text } = await answerOf(performAt(verb, mine, input));
  await flushRefusals();
  return {
    heard: { code, text: text.replaceAll(name, "…") },
    left: changes(before, await snapshot(mine)),
  };
}

/** Each name in the inputs of an operation exchanged in turn. */
function swapsBetween(verb: Operation, own: Fixture, theirs: Fixture): Swap[] {
  const foreign = inputsFor(verb, theirs);
  return inputsFor(verb, own).flatMap((input, index) => [...swaps(input, foreign[index])]);
}

/** The refusal that a member owes another workspace's id: that it does not exist, at the top or beside its field. */
const refused = { code: expect.stringMatching(/^(?:not_found|invalid)$/) };

describe.each(byName(attacked))("%s", (name, verb) => {
  const { otherTenant, leaves = {}, tells } = caseOf(name);
  const mustRefuse = !("audience" in verb) && otherTenant !== "nothing";

  test("hears of each name of another workspace's among its own what it hears of one that never was", async () => {
    // The twin only ever tries what never was, as often: what is written down of a refusal depends on how many there were.
    const [mine, twin, theirs] = await Promise.all([createFixture(), createFixture(), createFixture()]);
    const before = await snapshot(theirs);
    const mixed = swapsBetween(verb, mine, theirs);
    const twins = swapsBetween(verb, twin, theirs);
    const telling: string[] = [];
    for (const [index, { place, foreign, imagined }] of mixed.entries()) {
      const real = await attempt(verb, mine, foreign);
      const made = await attempt(verb, mine, imagined);
      const alike = twins[index]?.imagined ?? imagined;
      const alone = await attempt(verb, twin, alike);
      await attempt(verb, twin, alike);
      if (holdsId(foreign.name) && mustRefuse) {
        expect(real.heard, place).toMatchObject(refused);
        expect(real.left, place).toEqual([]);
      }
      const expected = { ...made, left: alone.left };
      if (tells) telling.push(...(isDeepStrictEqual(real, expected) ? [] : [place]));
      else expect(real, place).toEqual(expected);
      if (!tells) expect(real.heard.text, place).not.toContain(theirs.marker);
      expect(await mentions(mine, [foreign.name, imagined.name]), place).toEqual([]);
    }
    if (tells) expect(telling, "It tells nothing: delete the excuse of its case.").not.toEqual([]);
    expect(changes(before, await snapshot(theirs)).filter((table) => !(table in leaves))).toEqual([]);
  });
});
