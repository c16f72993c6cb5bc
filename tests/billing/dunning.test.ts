import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingSync } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { getChangeBasis } from "@/lib/billing/changes/get-change-basis";
import { nextDunningStepAt } from "@/lib/billing/sync/dunning";
import { syncJob, syncNow } from "@/lib/billing/sync/sync";
import { wakeAtOf } from "@/lib/billing/sync/wake";
import { wakeDue } from "@/lib/billing/sync/wake-due";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import {
  entitlementOf,
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  payOpenInvoice,
  spoilCard,
  startLocalBilling,
  subscribe,
  subscriptionOf,
  syncStateOf,
} from "./local-billing";
import { decline, invoice, item, later, now, projected, subscription } from "./snapshots";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
  billing.local.emulator.control.setSettings({ afterRetries: "unpaid", retryDays: [1, 3, 5, 7, 9, 16] });
});
afterAll(() => billing.stop());

const pass = async (step: { days?: number; months?: number }) => {
  billing.local.emulator.control.advance(step);
  await billing.settle();
  await syncJob.run({});
};

/** A workspace whose renewal has just been declined. */
async function declined() {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId);
  await billing.settle();
  await spoilCard(billing, acme.customerId, id);
  billing.local.emulator.control.advance({ months: 1 });
  // A renewal is charged an hour after it is drafted.
  await pass({ days: 1 });
  return { ...acme, subscriptionId: id };
}

const started = ["activated", "paid"];

describe("a renewal that fails", () => {
  test("leaves no form to change the plan with, and says what to do first", async () => {
    const acme = await declined();
    await expect(acme.owner.ask(getChangeBasis, { plan: "business" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Pay it first"),
    });
  });

  test("keeps full access for seven days with a mail at each step, then restricts, then recovers when paid", async () => {
    const acme = await declined();
    const notices = () => noticesTo(acme.owner.email);
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "past_due" });
    expect(await notices()).toEqual([...started, "dunning d0"]);
    await pass({ days: 3 });
    await pass({ days: 2 });
    expect(await notices()).toEqual([...started, "dunning d0", "dunning d3", "dunning d5"]);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
    await pass({ days: 2 });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "restricted" });
    expect((await notices()).at(-1)).toBe("restricted d7");

    await payOpenInvoice(billing, acme.customerId);
    expect(await syncNow(acme.customerId)).toBe(true);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
    expect((await notices()).slice(-2).toSorted()).toEqual(["paid", "recovered"]);
  });

  test("of steps that passed unseen only the last is told, and none twice", async () => {
    const acme = await declined();
    await pass({ days: 6 });
    await syncNow(acme.customerId);
    await syncJob.run({});
    expect(await noticesTo(acme.owner.email)).toEqual([...started, "dunning d0", "dunning d5"]);
  });

  test("ends with a last notice, and in the end the workspace is on Free and read-only", async () => {
    const acme = await declined();
    await pass({ days: 14 });
    expect((await noticesTo(acme.owner.email)).at(-1)).toBe("dunning d14");
    await pass({ days: 2 });
    expect((await noticesTo(acme.owner.email)).at(-1)).toBe("restricted");
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "unpaid" });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "restricted" });
  });

  test("the grace counts from the first declined try, however late we hear of it", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    await spoilCard(billing, acme.customerId, id);
    await billing.settle();
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    billing.local.emulator.control.advance({ months: 1 });
    billing.local.emulator.control.advance({ days: 9 });
    await billing.local.emulator.drain();
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    await syncNow(acme.customerId);
    expect(await entitlementOf(acme)).toMatchObject({ access: "restricted" });
    expect(await noticesTo(acme.owner.email)).toEqual([...started, "restricted d7"]);
  });
});

describe("when to look again", () => {
  test("is the next step, to the millisecond, and never after the last", () => {
    expect(nextDunningStepAt(now, now)).toEqual(later(days(3)));
    expect(nextDunningStepAt(now, later(days(3) - 1))).toEqual(later(days(3)));
    expect(nextDunningStepAt(now, later(days(3)))).toEqual(later(days(5)));
    expect(nextDunningStepAt(now, later(days(14)))).toBeNull();
  });

  test("is the soonest thing that time alone brings", () => {
    const wake = (fields: Parameters<typeof subscription>[0]) => wakeAtOf(projected([subscription(fields)]));
    expect(wake({})).toBeNull();
    expect(wake({ status: "trialing", trialEnd: later(days(14)) })).toEqual(later(days(11)));
    expect(wake({ status: "trialing", trialEnd: later(days(2)) })).toEqual(later(days(2)));
    const annual = [{ ...item("b", "price_pro_annual", 1), periodEnd: later(days(365)) }];
    expect(wake({ items: annual })).toEqual(later(days(358)));
    const card = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2026 };
    expect(wake({ items: annual, paymentMethod: card })).toEqual(later(days(335)));
    const owing = projected([subscription({ status: "past_due" })], {
      invoices: [invoice()],
      attempts: [decline(hours(-1))],
    });
    expect(wakeAtOf(owing)).toEqual(later(days(3) - hours(1)));
  });

  test("with live keys exactly those are put in line whose moment has come", async () => {
    const [due, waiting] = [await payingWorkspace(), await payingWorkspace()];
    for (const { customerId } of [due, waiting]) await syncNow(customerId);
    await wakeAt(due.customerId, clock.now());
    await wakeAt(waiting.customerId, clock.in(minutes(1)));
    await wakeDue("live");
    expect(await isInLine(due.customerId)).toBe(true);
    expect(await isInLine(waiting.customerId)).toBe(false);
    await wakeDue("live");
    expect(await syncStateOf(due.customerId)).toMatchObject({ wanted: 2 });
  });
});

async function wakeAt(customerId: string, at: Date): Promise<void> {
  await withPlatform((db) =>
    db.update(billingSync).set({ wakeAt: at }).where(eq(billingSync.customerId, customerId)),
  );
}

async function isInLine(customerId: string): Promise<boolean> {
  const rows = await withPlatform((db) =>
    db.select().from(billingSync).where(sql`${billingSync.customerId} = ${customerId} and wanted > applied`),
  );
  return rows.length > 0;
}
