import { afterAll, beforeAll, expect, test } from "vitest";
import { runHistory } from "./run";
import { openStage } from "./stage";

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

test.each(seeds)(
  "history %i ends in Stripe's state, told once, whatever the deliveries",
  async (seed) => {
    const verdict = await runHistory(stage, { seed, events: 250, customers: 15 });
    const { controls, deliveries, zombies, customers } = verdict;
    console.log(
      `${deliveries} deliveries, ${zombies} overtaken readers; of ${customers} customers drifted by payload ` +
        `${controls.lastWriteWins}, by watermark ${controls.watermark}, ours ${verdict.drifted.size}`,
    );
    expect(verdict.drifted).toEqual(new Map());
    expect(verdict.resurrected).toEqual(new Map());
    expect(verdict.unbalanced).toEqual(new Map());
    expect(verdict.missed).toEqual([]);
    expect(verdict.doubled).toEqual([]);
    expect(verdict.rewritten).toEqual([]);
    expect(controls.lastWriteWins).toBeGreaterThan(0);
    expect(controls.watermark).toBeGreaterThan(0);
  },
  60_000,
);
