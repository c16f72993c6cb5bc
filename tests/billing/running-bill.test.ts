import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { previewInvoice } from "@/lib/billing/running-bill/preview-invoice";
import { clock, seconds } from "@/lib/platform/clock";
import { type LocalBilling, startLocalBilling } from "./local-billing";
import { meteredBy, usagePeriodEnd, use } from "./metered-workspace";

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

describe("what the next invoice comes to so far", () => {
  test("equals, in the last second of the period, what is charged then: plan, seats, use, discount, tax and credit", async () => {
    const acme = await subscribed({ extraSeats: 2 });
    await use(acme.id, 62_345);
    await toLastSecond(acme);
    const bill = await acme.owner.run(previewInvoice, {});
    await metered.toRenewal(acme);
    const invoice = await lastInvoice(acme);
    expect(bill).toMatchObject({
      lines: [
        { part: "plan", quantity: 1, amount: 2_900 },
        { part: "seats", quantity: 2, amount: 1_600 },
        { part: "use", quantity: 12_345, amount: 617 },
      ],
      subtotal: invoice.subtotal,
      discount: 1_023,
      total: invoice.total,
      balance: -700,
      due: invoice.amount_due,
      isEstimate: true,
    });
    expect(bill?.tax).toBe(invoice.total - invoice.subtotal + 1_023);
    expect(bill?.tax).toBeGreaterThan(0);
    expect(bill?.chargedAt).toEqual(new Date(invoice.period_end * 1_000));
    expect(bill?.due).toBe(invoice.amount_paid);
  });

  test("of a yearly plan is the month's use, and is charged when the month is over", async () => {
    const acme = await metered.subscribed({ plan: "professional", interval: "annual" });
    await use(acme.id, 510_000);
    await toLastSecond(acme);
    const bill = await acme.owner.run(previewInvoice, {});
    expect(bill).toMatchObject({ lines: [{ part: "use", quantity: 10_000, amount: 300 }], due: 300 });
    expect(bill?.chargedAt).toEqual(await usagePeriodEnd(acme));
    await metered.toRenewal(acme);
    expect(await lastInvoice(acme)).toMatchObject({ total: 300, amount_paid: 300 });
  });

  test("of a plan that ends is what was used beyond it, and nothing for another period", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await acme.owner.run(cancelPlan, {});
    await use(acme.id, 60_000);
    await toLastSecond(acme);
    const bill = await acme.owner.run(previewInvoice, {});
    expect(bill).toMatchObject({ lines: [{ part: "use", quantity: 10_000, amount: 500 }], due: 500 });
    await metered.toRenewal(acme);
    expect(await lastInvoice(acme)).toMatchObject({ total: 500, amount_paid: 500 });
  });

  test("of a scheduled change is that of the plan it leads to", async () => {
    const acme = await metered.subscribed({ plan: "professional", interval: "monthly" });
    const { token } = await acme.owner.run(previewChange, { plan: "starter" });
    await acme.owner.run(applyChange, { token });
    await toLastSecond(acme);
    const bill = await acme.owner.run(previewInvoice, {});
    await metered.toRenewal(acme);
    expect(bill).toMatchObject({ due: (await lastInvoice(acme)).total });
  });

  test.each([
    { plan: "starter" as const },
    { plan: "business" as const, when: "period_end" as const },
    { interval: "annual" as const, when: "period_end" as const },
  ])("of a scheduled change has what was used until then, be it to %o", async (to) => {
    const acme = await metered.subscribed({ plan: "professional", interval: "monthly" });
    await use(acme.id, 510_000);
    const { token } = await acme.owner.run(previewChange, to);
    await acme.owner.run(applyChange, { token });
    const soFar = await acme.owner.run(previewInvoice, {});
    expect(soFar?.lines).toContainEqual(expect.objectContaining({ part: "use", amount: 300 }));
    await toLastSecond(acme);
    const bill = await acme.owner.run(previewInvoice, {});
    await metered.toRenewal(acme);
    const invoice = await lastInvoice(acme);
    expect(bill?.lines).toContainEqual(
      expect.objectContaining({ part: "use", quantity: 10_000, amount: 300 }),
    );
    expect(bill).toMatchObject({ due: invoice.total, isEstimate: true });
  });

  test("is none where nothing is charged", async () => {
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await acme.owner.run(pausePlan, {});
    expect(await acme.owner.run(previewInvoice, {})).toBeNull();
  });
});

type Subscribed = Awaited<ReturnType<typeof subscribed>>;

/** Pays tax in Germany, has a fifth off, and credit of $7.00. */
async function subscribed({ extraSeats }: { extraSeats: number }) {
  const { dashboard } = billing;
  const coupon = await dashboard.coupons.create({ percent_off: 20, duration: "forever" });
  const acme = await metered.subscribed(
    { plan: "starter", interval: "monthly", extraSeats },
    { discounts: [{ coupon: coupon.id }] },
  );
  await dashboard.customers.update(acme.customerId, { address: { country: "DE" } });
  await dashboard.subscriptions.update(acme.subscriptionId, { automatic_tax: { enabled: true } });
  await dashboard.customers.createBalanceTransaction(acme.customerId, { amount: -700, currency: "usd" });
  return acme;
}

async function toLastSecond(acme: { id: string; customerId: string }) {
  const end = await usagePeriodEnd(acme);
  metered.pass({ to: (end.getTime() - seconds(2)) / 1_000 });
}

async function lastInvoice({ customerId: customer }: Pick<Subscribed, "customerId">) {
  const { data } = await billing.dashboard.invoices.list({ customer, limit: 1 });
  if (!data[0]) throw new Error("no invoice");
  return data[0];
}
