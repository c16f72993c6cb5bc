import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endTrial } from "@/lib/billing/changes/end-trial";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { resumePlan } from "@/lib/billing/changes/resume-plan";
import { openPortal } from "@/lib/billing/open-portal";
import { getBilling } from "@/lib/billing/queries";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => billing.local.emulator.control.setWebhooks({ mode: "deliver" }));

const start = "2026-11-01T00:00:00Z";

/** Somebody ended it at the dashboard, and nobody has told us. */
async function endUnheard({ subscriptionId }: TimedWorkspace) {
  await billing.settle();
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await billing.dashboard.subscriptions.cancel(subscriptionId);
}

describe("a plan that has ended at Stripe without our knowing", () => {
  const hasEnded = { code: "conflict", message: "The plan has ended. Reload the page." };

  test.each<[string, (acme: TimedWorkspace) => Promise<unknown>]>([
    ["a preview", (acme) => acme.preview({ plan: "business" })],
    ["a pause", (acme) => acme.owner.run(pausePlan, {})],
  ])("is found out by %s, which says so", async (_, deed) => {
    const acme = await timedWorkspace(billing, start);
    await endUnheard(acme);
    await expect(deed(acme)).rejects.toMatchObject(hasEnded);
    expect((await acme.owner.ask(getBilling, {})).subscription?.status).toBe("canceled");
  });

  test("is not called active by who resumes it", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.owner.run(pausePlan, {});
    await endUnheard(acme);
    await expect(acme.owner.run(resumePlan, {})).rejects.toMatchObject(hasEnded);
    expect((await acme.owner.ask(getBilling, {})).subscription?.status).toBe("canceled");
  });

  test("is not called active by who ends the trial of it", async () => {
    const acme = await timedWorkspace(billing, start, {}, { trial_period_days: 14 });
    await endUnheard(acme);
    await expect(acme.owner.run(endTrial, {})).rejects.toMatchObject(hasEnded);
  });
});

test("the portal of a customer that was deleted at Stripe is said to be gone", async () => {
  const acme = await timedWorkspace(billing, start);
  await billing.settle();
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await billing.dashboard.customers.del(acme.customerId);
  for (const _time of ["as Stripe says", "as we know by now"])
    await expect(acme.owner.run(openPortal, {})).rejects.toMatchObject({ code: "not_found" });
  expect((await acme.owner.ask(getBilling, {})).paymentMethod).toBeNull();
});
