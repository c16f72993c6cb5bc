import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { syncJob } from "@/lib/billing/sync/sync";
import {
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const pass = async (step: { days?: number; months?: number }) => {
  billing.local.emulator.control.advance(step);
  await billing.settle();
  await syncJob.run({});
};

describe("what the calendar brings", () => {
  test("an annual renewal is announced once, a week ahead, and then paid", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId, { interval: "annual" });
    await pass({ months: 11 });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "paid"]);
    // However long the last month is: within its last week, and then beyond it.
    for (let days = 0; days < 24; days += 8) await pass({ days: 8 });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "paid", "renewal_ahead"]);
    await pass({ days: 8 });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "paid", "renewal_ahead", "paid"]);
    expect(await subscriptionOf(id)).toMatchObject({ status: "active", interval: "annual" });
  });

  test("a trial's end is announced three days ahead, whatever became of Stripe's own notice", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { trial_period_days: 14 });
    await pass({ days: 10 });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated"]);
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    await pass({ days: 1 });
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "trial_ending"]);
    await pass({ days: 1 });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "trial_ending"]);
  });
});
