import { expect, test } from "@playwright/test";
import { modes as everyMode } from "./carrier";
import { Owner } from "./owner";
import { historyOf } from "./state";
import { openWorld, type World } from "./world";

const { SCENARIO_MODES: wanted } = process.env;

interface ScenarioOptions {
  /** Where the test clock starts. */
  startsAt?: string;
  /** Needs the hosted pages or the settings of the stand-in; a sandbox run leaves it out. */
  isLocalOnly?: boolean;
}

/** All four, or those that SCENARIO_MODES names. */
const modes = everyMode.filter((mode) => !wanted || wanted.split(",").includes(mode));

/** Declares one story of the paid lifecycle and runs it in every manner of delivery. */
export function scenario(
  title: string,
  options: ScenarioOptions,
  run: (world: World, owner: Owner) => Promise<void>,
): void {
  for (const mode of modes) {
    test(`${title} (${mode})`, async ({ page }) => {
      const startsAt = new Date(options.startsAt ?? "2026-11-01T10:00:00Z");
      const world = await openWorld({ mode, startsAt });
      test.skip(Boolean(options.isLocalOnly) && !world.stage.isLocal, "needs the stand-in");
      await run(world, new Owner(page, world));
      await world.settle();
      expect(await world.wrongSums()).toEqual([]);
      // What came three times in any order is delivered once more as well: the mode that asks the most.
      if (mode === "replayed" || mode === "tripled")
        await changesNothing(world, () => world.carrier.replay());
    });
  }
}

/** S19: whatever is delivered again finds everything done. */
async function changesNothing(world: World, deed: () => Promise<void>): Promise<void> {
  const [before, history] = [await world.state(), await historyOf(world.home.id)];
  await deed();
  await world.finish();
  expect(await world.state()).toEqual(before);
  expect(await historyOf(world.home.id)).toEqual(history);
}
