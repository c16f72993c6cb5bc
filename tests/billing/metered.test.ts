import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingDrift } from "@/db/schema/platform";
import { usagePeriods, usagePushes } from "@/db/schema/tenant";
import { withPlatform, withTenant } from "@/db/tenant";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { meterWorkspace } from "@/lib/billing/metered/meter-workspace";
import { reconcileUsage } from "@/lib/billing/metered/reconcile-usage";
import { readUsage } from "@/lib/billing/stripe/meters";
import { syncNow } from "@/lib/billing/sync/sync";
import type { PlanId } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { ingest } from "@/lib/usage/record-usage";
import { event, totals } from "../usage/support";
import { type LocalBilling, payingWorkspace, startLocalBilling } from "./local-billing";
import { meteredBy, subscriptionOf, use } from "./metered-workspace";
import { payAt } from "./pay-at";

let billing: LocalBilling;
let metered: ReturnType<typeof meteredBy>;
beforeAll(async () => {
  billing = await startLocalBilling();
  metered = meteredBy(billing);
});
afterAll(async () => {
  clock.reset();
  await billing.stop();
});

describe("usage on the invoice", () => {
  test("is what the roll-ups say, to the call, and the next period begins at nothing", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 62_345);
    await meterWorkspace(acme.id);
    metered.pass({ days: 20 });
    await use(acme.id, 5_000);
    await metered.toRenewal(acme);
    const invoice = await renewalOf(acme);
    const [first, second] = await periodsOf(acme.id);
    expect(await totals(acme.id, first?.startsAt)).toMatchObject({ sum: "67345" });
    expect(first).toMatchObject({ closedAt: expect.any(Date), terms: "starter" });
    // 17,345 calls above 50,000 at $0.50 a thousand.
    expect(usageLine(invoice)).toMatchObject({ quantity: 67_345, amount: 867 });
    expect(invoice).toMatchObject({ status: "paid", total: 2_900 + 867 });
    expect(await totals(acme.id, second?.startsAt)).toMatchObject({ sum: "0" });
  });

  test("of a plan that is bought in the last minutes of a month is counted from the first call", async () => {
    const now = clock.now();
    const monthEnd = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    metered.pass({ to: monthEnd / 1_000 - 120 });
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 60_000);
    metered.pass({ days: 1 });
    await use(acme.id, 1_000);
    await metered.toRenewal(acme);
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 61_000, amount: 550 });
  });

  test("what comes after the close is on the next one, as late", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 60_000);
    const duringFirst = clock.now();
    await metered.toRenewal(acme);
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 60_000, amount: 500 });
    const late = {
      ...event({ id: "late", metric: "apiCalls", value: 52_000 }),
      time: duringFirst.toISOString(),
    };
    expect(await ingest(acme.id, [late])).toMatchObject([{ status: "accepted", isLate: true }]);
    await use(acme.id, 1_000);
    await metered.toRenewal(acme);
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 53_000, amount: 150 });
  });

  test("of a longer plan is billed by the month: the item is added after the first sync", async () => {
    const acme = await metered.subscribed({ plan: "professional", interval: "annual" });
    expect(await subscriptionOf(acme)).toMatchObject({
      interval: "annual",
      meteredItemId: expect.any(String),
    });
    await use(acme.id, 510_000);
    await metered.toRenewal(acme);
    const invoice = await renewalOf(acme);
    expect(invoice.total).toBe(300);
    expect(usageLine(invoice)).toMatchObject({ quantity: 510_000, amount: 300 });
  });

  test("bought at our own checkout has its item from the start", async () => {
    const acme = await payingWorkspace();
    const { url } = await acme.owner.run(startCheckout, { plan: "starter", interval: "monthly" });
    await payAt(url, { card: "4242424242424242" });
    await billing.settle();
    await syncNow(acme.customerId);
    expect(await subscriptionOf(acme)).toMatchObject({ plan: "starter", meteredItemId: expect.any(String) });
  });

  test("within the plan costs nothing", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 50_000);
    await metered.toRenewal(acme);
    expect(await renewalOf(acme)).toMatchObject({ total: 2_900 });
  });
});

describe("pushing", () => {
  test("repeated, tells Stripe nothing new, and after a crash the same once more", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 10);
    for (let n = 0; n < 3; n++) await meterWorkspace(acme.id);
    await withTenant(acme.id, (db) => db.update(usagePushes).set({ pushedAt: null }));
    await meterWorkspace(acme.id);
    await use(acme.id, 5);
    await meterWorkspace(acme.id);
    billing.local.emulator.control.setSettings({ meterLagMs: 0 });
    const { usagePeriodStart: startsAt, usagePeriodEnd: endsAt } = await subscriptionOf(acme);
    if (!startsAt || !endsAt) throw new Error("no period");
    expect(await readUsage("apiCalls", acme.customerId, { startsAt, endsAt })).toBe(15);
  });
});

test("a total of more digits than Stripe takes is told without its last places", async () => {
  const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
  const value = "1234567890.123456789";
  await ingest(acme.id, [event({ id: "long", metric: "apiCalls", value })]);
  await meterWorkspace(acme.id);
  const [told] = await withTenant(acme.id, (db) => db.select().from(usagePushes));
  expect(told).toMatchObject({ total: "1234567890.123450000", pushedAt: expect.any(Date) });
});

describe("the nightly comparison", () => {
  test("finds nothing after a push, and records what somebody reported past us", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 100);
    await meterWorkspace(acme.id);
    metered.pass({ days: 1 });
    expect(await reconcileUsage(acme.id)).toBe(0);
    await billing.dashboard.billing.meterEvents.create({
      event_name: "api_calls",
      payload: { stripe_customer_id: acme.customerId, value: "7" },
    });
    metered.pass({ days: 1 });
    expect(await reconcileUsage(acme.id)).toBe(1);
    const rows = await withPlatform((db) =>
      db.select().from(billingDrift).where(eq(billingDrift.tenantId, acme.id)),
    );
    expect(rows).toMatchObject([{ field: "usage.apiCalls", local: 100, remote: 7 }]);
  });
});

describe("another plan in the middle of a period", () => {
  test("bills what was used so far by the old plan, and takes what it included along into the new one", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 70_000);
    await meterWorkspace(acme.id);
    metered.pass({ days: 10 });
    await swap(acme, "professional");
    const change = await latestInvoice(acme);
    expect(usageLine(change)).toMatchObject({ amount: 1_000 });
    await metered.settle(acme);
    await use(acme.id, 501_000);
    await metered.toRenewal(acme);
    const [, second] = await periodsOf(acme.id);
    expect(second).toMatchObject({ terms: "professional" });
    expect(await totals(acme.id, second?.startsAt)).toMatchObject({ sum: "501000" });
    // 20,000 were billed by the old plan; 50,000 are of the 500,000 that the new one includes.
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 551_000, amount: 1_530 });
  });

  test("that bills no use ends what is billed, and what was used under it is billed by none", async () => {
    const acme = await metered.subscribed({ plan: "professional", interval: "monthly" });
    await use(acme.id, 510_000);
    await meterWorkspace(acme.id);
    metered.pass({ days: 5 });
    await swap(acme, "enterprise");
    expect(usageLine(await latestInvoice(acme))).toMatchObject({ amount: 300 });
    await metered.settle(acme);
    await use(acme.id, 9_000_000);
    metered.pass({ days: 5 });
    await swap(acme, "professional");
    await metered.settle(acme);
    await use(acme.id, 1_000);
    await metered.toRenewal(acme);
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 501_000, amount: 30 });
  });

  test("at Stripe, what is used until we have heard of it is billed by the new plan", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 70_000);
    await meterWorkspace(acme.id);
    metered.pass({ days: 10 });
    await swap(acme, "professional");
    metered.pass({ to: billing.local.emulator.control.now() + 60 });
    await use(acme.id, 30_000);
    await metered.settle(acme);
    await use(acme.id, 421_000);
    await metered.toRenewal(acme);
    expect(usageLine(await renewalOf(acme))).toMatchObject({ quantity: 501_000, amount: 30 });
  });

  test("shows and bills also what nobody has told Stripe yet", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    metered.pass({ days: 10 });
    await use(acme.id, 70_000);
    const { token, lines, dueNow } = await acme.owner.run(previewChange, {
      plan: "professional",
      when: "now",
    });
    expect(lines).toContainEqual(expect.objectContaining({ quantity: 70_000, amount: 1_000 }));
    await acme.owner.run(applyChange, { token });
    const change = await latestInvoice(acme);
    expect(usageLine(change)).toMatchObject({ quantity: 70_000, amount: 1_000 });
    expect(change).toMatchObject({ status: "paid", total: dueNow });
  });
});

describe("a change of plan", () => {
  test("shows and bills what was used beyond the old plan up to now, also what no report had told yet", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    metered.pass({ days: 10 });
    await use(acme.id, 70_000);
    metered.pass({ to: billing.local.emulator.control.now() + 60 });
    const { token, dueNow, lines } = await acme.owner.run(previewChange, { plan: "professional" });
    expect(lines).toContainEqual(expect.objectContaining({ quantity: 70_000, amount: 1_000 }));
    await acme.owner.run(applyChange, { token });
    const invoice = await latestInvoice(acme);
    expect(usageLine(invoice)).toMatchObject({ quantity: 70_000, amount: 1_000 });
    expect(invoice.amount_due).toBe(dueNow);
  });

  test("to another interval is not held up by use that goes on, and bills it", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    metered.pass({ days: 10 });
    await use(acme.id, 70_000);
    metered.pass({ to: billing.local.emulator.control.now() + 60 });
    const { token } = await acme.owner.run(previewChange, { interval: "annual" });
    await use(acme.id, 10_000);
    metered.pass({ to: billing.local.emulator.control.now() + 60 });
    expect(await acme.owner.run(applyChange, { token })).toEqual({ outcome: "done" });
    expect(usageLine(await latestInvoice(acme))).toMatchObject({ quantity: 80_000, amount: 1_500 });
  });
});

describe.each(["period", "price"] as const)("where Stripe takes a meter's last value of a %s", (lastOf) => {
  beforeAll(() => billing.local.emulator.control.setSettings({ lastOf }));
  afterAll(() => billing.local.emulator.control.setSettings({ lastOf: "period" }));

  test.each([
    ["nothing", 0, 0],
    ["what is within the plan", 1_000, 0],
    ["more than the plan has", 451_000, 30],
  ])(
    "a plan that was changed in mid-period bills %s of the new one on top of what the old one included",
    async (_, used, amount) => {
      const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
      await use(acme.id, 70_000);
      await meterWorkspace(acme.id);
      metered.pass({ days: 10 });
      await swap(acme, "professional");
      expect(usageLine(await latestInvoice(acme))).toMatchObject({ quantity: 70_000, amount: 1_000 });
      await metered.settle(acme);
      if (used > 0) await use(acme.id, used);
      await metered.toRenewal(acme);
      const renewal = await renewalOf(acme);
      expect(usageLine(renewal)).toMatchObject({ quantity: 50_000 + used, amount });
      expect(renewal.total).toBe(9_900 + amount);
    },
  );
});

type Subscribed = { customerId: string };

/** Another plan at Stripe's dashboard, at once. */
async function swap({ subscriptionId }: { subscriptionId: string }, plan: PlanId) {
  const prices = await findPriceIds(plan, "monthly");
  const items = (await billing.dashboard.subscriptions.retrieve(subscriptionId)).items.data;
  const usage = items.find(({ price }) => price.recurring?.usage_type === "metered");
  const base = items.find((item) => item !== usage);
  await billing.dashboard.subscriptions.update(subscriptionId, {
    items: [
      { id: base?.id, price: prices?.base, quantity: 1 },
      ...(prices?.overage ? [{ ...(usage && { id: usage.id }), price: prices.overage }] : []),
      ...(usage && !prices?.overage ? [{ id: usage.id, deleted: true }] : []),
    ],
    proration_behavior: "always_invoice",
  });
}

const periodsOf = (tenantId: string) =>
  withTenant(tenantId, (db) => db.select().from(usagePeriods).orderBy(usagePeriods.startsAt)).then((rows) =>
    rows.filter(({ terms }) => terms !== null),
  );

async function latestInvoice({ customerId: customer }: Subscribed) {
  const { data } = await billing.dashboard.invoices.list({ customer, limit: 1 });
  if (!data[0]) throw new Error("no invoice");
  return data[0];
}

async function renewalOf(acme: Subscribed) {
  const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId, limit: 10 });
  const renewal = data.find(({ billing_reason: reason }) => reason === "subscription_cycle");
  if (!renewal) throw new Error("no renewal");
  return renewal;
}

const usageLine = (invoice: Awaited<ReturnType<typeof latestInvoice>>) =>
  invoice.lines.data.find(({ description, amount }) => /API calls/.test(description ?? "") && amount >= 0);
