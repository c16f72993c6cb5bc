import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { extendTrial } from "@/lib/billing/operators/extend-trial";
import { endGrant, endGrantsJob, grantPlan } from "@/lib/billing/operators/grant-plan";
import { listOverrides, removeOverride, setOverride } from "@/lib/billing/operators/overrides";
import { pauseCollection, resumeCollection } from "@/lib/billing/operators/pause-collection";
import { resync } from "@/lib/billing/operators/resync";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext, runAsOperator } from "@/lib/entry/cli";
import { clock, days } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { type TestWorkspace, workspace } from "../../support/world";
import {
  entitlementOf,
  type LocalBilling,
  payingWorkspace,
  startLocalBilling,
  subscribe,
} from "../local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const reason = "They asked nicely";
const asOperator = operatorContext();

async function historyOf({ owner }: Pick<TestWorkspace, "owner">) {
  const { items } = await owner.ask(listEvents, {});
  return items.filter(({ actorKind }) => actorKind === "operator").map(({ type }) => type);
}

async function onTrial() {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId);
  const until = Math.floor(Date.now() / 1_000) + 5 * 86_400;
  await billing.dashboard.subscriptions.update(id, { trial_end: until, proration_behavior: "none" });
  await billing.settle();
  return { ...acme, subscriptionId: id, until };
}

describe("a trial", () => {
  test("is extended from its present end, at Stripe and here, and the workspace reads why", async () => {
    const acme = await onTrial();
    const { trialEnd: end } = await runOnPlatform(extendTrial, asOperator, {
      slug: acme.slug,
      days: 10,
      reason,
    });
    expect(end.getTime()).toBe((acme.until + 10 * 86_400) * 1_000);
    const { trial_end } = await billing.dashboard.subscriptions.retrieve(acme.subscriptionId);
    expect(trial_end).toBe(acme.until + 10 * 86_400);
    expect(await historyOf(acme)).toContain("trial.extended");
  });

  test("that does not run cannot be extended, and nothing is left open", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    for (let tries = 0; tries < 2; tries++) {
      await expect(
        runOnPlatform(extendTrial, asOperator, { slug: acme.slug, days: 10, reason }),
      ).rejects.toMatchObject({
        code: "conflict",
        message: "This workspace is not on a trial.",
      });
    }
    expect(await historyOf(acme)).toEqual([]);
  });
});

test("a payment holiday is set at Stripe, keeps access, and ends when it is taken back", async () => {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId);
  await billing.settle();
  await runOnPlatform(pauseCollection, asOperator, { slug: acme.slug, reason });
  expect((await billing.dashboard.subscriptions.retrieve(id)).pause_collection?.behavior).toBe("void");
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
  await runOnPlatform(resumeCollection, asOperator, { slug: acme.slug, reason });
  expect((await billing.dashboard.subscriptions.retrieve(id)).pause_collection).toBeNull();
  await expect(
    runOnPlatform(resumeCollection, asOperator, { slug: acme.slug, reason }),
  ).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await historyOf(acme)).toEqual(["collection.resumed", "collection.paused"]);
});

describe("a plan that is given", () => {
  test("holds beside what is paid for, the better of the two counts, and its end gives way again", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    await runOnPlatform(grantPlan, asOperator, { slug: acme.slug, plan: "business", reason });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "business" });
    await billing.dashboard.customers.update(acme.customerId, { name: "Something for a sync to see" });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "business" });
    await runOnPlatform(endGrant, asOperator, { slug: acme.slug, reason });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect(await historyOf(acme)).toEqual(["plan.grant_ended", "plan.granted"]);
  });

  test("ends by itself when its time is over", async () => {
    const acme = await workspace({ plan: "free" });
    const until = new Date(Date.now() + days(1)).toISOString().slice(0, 10);
    await runOnPlatform(grantPlan, asOperator, { slug: acme.slug, plan: "starter", until, reason });
    await endGrantsJob.run({});
    expect(await entitlementOf(acme)).toMatchObject({ plan: "starter" });
    clock.shift(days(3));
    await endGrantsJob.run({});
    clock.reset();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
  });
});

describe("an exception", () => {
  test("lets in what the plan would not, until it is removed", async () => {
    const acme = await workspace({ plan: "free" });
    for (const name of ["One", "Two"]) await acme.owner.run(createProject, { name });
    await expect(acme.owner.run(createProject, { name: "Three" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    await runOnPlatform(setOverride, asOperator, {
      slug: acme.slug,
      feature: "projects",
      value: 3,
      reason,
    });
    await acme.owner.run(createProject, { name: "Three" });
    await expect(acme.owner.run(createProject, { name: "Four" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    expect(await runOnPlatform(listOverrides, asOperator, { slug: acme.slug })).toMatchObject([
      { feature: "projects", value: 3 },
    ]);
    await runOnPlatform(removeOverride, asOperator, { slug: acme.slug, feature: "projects", reason });
    expect(await historyOf(acme)).toEqual(["override.removed", "override.added"]);
  });

  test.each([
    [
      { feature: "projets", value: "3" },
      { feature: [expect.stringContaining("There is no feature projets")] },
    ],
    [{ feature: "projects", value: "many" }, { value: ["Enter a number, unlimited, yes or no."] }],
    [{ feature: "projects", value: "yes" }, { value: ["Enter a number or unlimited."] }],
    [{ feature: "prioritySupport", value: "3" }, { value: ["Enter yes or no."] }],
  ])("that makes no sense is refused at its field: %j", async (wrong, fields) => {
    const { slug } = await workspace({ plan: "free" });
    await expect(
      runAsOperator(setOverride, { slug, reason, until: undefined, ...wrong }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields,
    });
  });
});

test("a workspace is read from Stripe again, whatever got lost on the way", async () => {
  const acme = await payingWorkspace();
  await billing.settle();
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await subscribe(billing, acme.customerId);
  await billing.settle();
  billing.local.emulator.control.setWebhooks({ mode: "deliver" });
  expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
  await runOnPlatform(resync, asOperator, { slug: acme.slug });
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  expect(await historyOf(acme)).toEqual(["billing.synced"]);
});
