import { describe, expect, test } from "vitest";
import { z } from "zod";
import { entitlementOverrides } from "@/db/schema/platform";
import { withPlatform, withTenant } from "@/db/tenant";
import type { Command } from "@/lib/core/operation";
import { runCommand } from "@/lib/core/run";
import { getAllowance } from "@/lib/entitlements/allowance";
import { countableFeatures, features, type RowFeature, rowFeatures } from "@/lib/entitlements/features";
import { listLimits } from "@/lib/entitlements/list-limits";
import { featureWords, pointsOf, thingLines } from "@/lib/entitlements/plan-words";
import { plans, things } from "@/lib/entitlements/plans";
import { countReadOnly } from "@/lib/entitlements/within-plan";
import { nouns } from "@/lib/nouns";
import { cases, inputFor } from "../isolation/cases";
import { createFixture, type Fixture } from "../isolation/fixture";
import { workspace } from "../support/world";

/** Nothing of a feature is included any more, as after the deepest downgrade there can be. */
const leaveNone = (tenantId: string, feature: RowFeature) =>
  withPlatform((db) =>
    db
      .insert(entitlementOverrides)
      .values({ tenantId, feature, value: 0, reason: "Tested", createdBy: "test" }),
  );

/** The commands of the noun whose things a feature counts, but for the one that adds them. */
function changesTo(feature: RowFeature): Command[] {
  const isCommand = (one: { kind: string }): one is Command => one.kind === "command";
  const own = nouns
    .map(({ operations }) => operations.filter(isCommand))
    .find((commands) => commands.some(({ limit }) => limit?.name === feature));
  if (!own)
    throw new Error(`Nothing takes of ${feature}: declare limit: counted("${feature}") where one is added.`);
  return own.filter(({ limit, input }) => !limit && input instanceof z.ZodObject && "id" in input.shape);
}

const run = (command: Command, of: Fixture) =>
  runCommand(command, of[cases[command.name]?.as ?? "owner"].context, inputFor(command, of));

/** How many of them could only be read if a plan included so many. */
const readOnlyOf = (tenantId: string, feature: RowFeature, limit: number) =>
  withTenant(tenantId, (db) => countReadOnly(db, feature, limit));

describe.each(rowFeatures)("%s beyond the plan", (feature) => {
  const commands = changesTo(feature).map((command) => [command.name, command] as const);

  test.each(commands.filter(([, { openBeyondLimit }]) => !openBeyondLimit))(
    "are not changed by %s",
    async (name, command) => {
      const home = await createFixture();
      await leaveNone(home.id, feature);
      const answer = await run(command, home).catch((thrown: unknown) => thrown);
      expect(
        answer,
        `Say within: withinPlan("${feature}") in ${name}, or why it stays open as openBeyondLimit.`,
      ).toMatchObject({
        code: "limit_exceeded",
        message: expect.stringContaining(`0 ${featureWords[feature].many}`),
      });
    },
  );

  test.each(commands.filter(([, { openBeyondLimit }]) => openBeyondLimit))(
    "can still go by %s",
    async (_, command) => {
      const home = await createFixture();
      const had = await readOnlyOf(home.id, feature, 0);
      await leaveNone(home.id, feature);
      await run(command, home);
      expect(await readOnlyOf(home.id, feature, 0)).toBe(had - 1);
    },
  );

  test("are counted, and told of where the button to add one was", async () => {
    const home = await createFixture();
    const used = await readOnlyOf(home.id, feature, 0);
    expect(used).toBeGreaterThan(0);
    expect(await readOnlyOf(home.id, feature, used)).toBe(0);
    await leaveNone(home.id, feature);
    expect(await home.owner.ask(getAllowance, { feature })).toMatchObject({
      ...{ feature, used, limit: 0, isExhausted: true, isOver: true },
    });
    expect((await home.owner.ask(listLimits, {}))[feature]).toEqual({
      used,
      limit: 0,
      source: "override",
    });
  });
});

describe("of everything that a plan counts", () => {
  test("the limits tell, and of nothing that is still to come", async () => {
    const { owner } = await workspace();
    expect(Object.keys(await owner.ask(listLimits, {}))).toEqual(countableFeatures);
    const coming = Object.entries(features).flatMap(([name, rule]) => ("isComing" in rule ? [name] : []));
    expect(countableFeatures.filter((name) => coming.includes(name))).toEqual([]);
  });

  test("the comparison and the cards of the plans tell, with the figures of the catalog", () => {
    const { enterprise } = plans;
    for (const [name, { many }] of Object.entries(things)) {
      const line = thingLines.find(({ label }) => label.toLowerCase() === many);
      const caps = Object.entries(enterprise.limits).find(([limit]) => limit === name);
      expect(line?.capOf(enterprise), name).toBe(caps?.[1]);
      expect(
        pointsOf(enterprise, "").some((point) => point.endsWith(` ${many}`)),
        name,
      ).toBe(true);
    }
  });
});
