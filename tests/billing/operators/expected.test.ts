import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { billingInvoices, planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { compareBill } from "@/lib/billing/expected/compare-bill";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { refundInvoice } from "@/lib/billing/operators/refund-invoice";
import { listInvoices } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext, runAsOperator } from "@/lib/entry/cli";
import { clock } from "@/lib/platform/clock";
import { workspace } from "../../support/world";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "../local-billing";
import { meteredBy, use } from "../metered-workspace";
import { payAt } from "../pay-at";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => clock.reset());

const compare = ({ slug }: { slug: string }) => runAsOperator(compareBill, { slug, invoices: undefined });

async function payer({ extraSeats = 0 } = {}) {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId, { extraSeats });
  await syncNow(acme.customerId);
  return { ...acme, subscriptionId: id };
}

describe("nothing differs", () => {
  test("for seats, a change in mid-period and its proration, and a refund", async () => {
    const acme = await payer({ extraSeats: 3 });
    billing.local.emulator.control.advance({ days: 10 });
    await syncNow(acme.customerId);
    const { token } = await acme.owner.run(previewChange, { plan: "business" });
    await acme.owner.run(applyChange, { token });
    const { items } = await acme.owner.ask(listInvoices, {});
    const refund = { slug: acme.slug, number: items.at(-1)?.number ?? "", amount: "5", isDryRun: false };
    await runOnPlatform(refundInvoice, operatorContext(), { ...refund, reason: "Asked for" });
    expect(await compare(acme)).toEqual({
      ...{ slug: acme.slug, invoices: 2, currency: "usd", difference: 0, findings: [] },
    });
  });

  test("for use beyond the plan", async () => {
    const metered = meteredBy(billing);
    clock.shift((billing.local.emulator.control.now() + 1) * 1_000 - Date.now());
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    await use(acme.id, 60_000);
    await metered.settle(acme);
    await metered.toRenewal(acme);
    await syncNow(acme.customerId);
    const compared = await compare(acme);
    expect(compared).toMatchObject({ invoices: 2, findings: [] });
    const [newest] = (await billing.dashboard.invoices.list({ customer: acme.customerId })).data;
    expect(newest?.subtotal).toBe(2_900 + 500);
  });

  test("for a trial, which bills nothing", async () => {
    const acme = await workspace({ plan: "free" });
    const { url } = await acme.owner.run(startCheckout, {
      ...{ plan: "starter", interval: "monthly", start: "trial" },
    });
    await payAt(url, { card: "" });
    await billing.settle();
    expect(await compare(acme)).toMatchObject({ findings: [] });
  });
});

describe("what differs is named, with its amount:", () => {
  test("another amount at Stripe than in the catalog", async () => {
    const { id: price } = await billing.dashboard.prices.create({
      ...{ product: "plan_starter", currency: "usd", unit_amount: 100, recurring: { interval: "month" } },
    });
    const sold = (await findPriceIds("starter", "monthly"))?.base ?? "";
    const turn = (from: string, to: string) =>
      withPlatform((db) =>
        db.update(planPrices).set({ stripePriceId: to }).where(eq(planPrices.stripePriceId, from)),
      );
    await turn(sold, price);
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { items: [{ price }] });
    await syncNow(acme.customerId);
    const compared = await compare(acme);
    await turn(price, sold);
    expect(compared).toMatchObject({
      difference: -2_800,
      findings: [{ amount: -2_800, reason: expect.stringContaining("our records say $29.00") }],
    });
  });

  test("a period that is billed twice", async () => {
    const acme = await payer();
    const customer = acme.customerId;
    const { invoices, invoiceItems, prices } = billing.dashboard;
    const [first] = (await invoices.list({ customer })).data;
    const ofPeriod = { customer, subscription: acme.subscriptionId, period: first?.lines.data[0]?.period };
    // Stripe itself bills a price that recurs once; what was agreed on beside the plan is added for each period by hand.
    const { id: price } = await prices.create({
      ...{ product: "plan_professional", currency: "usd", unit_amount: 9_900 },
    });
    for (const _time of ["once", "twice"]) {
      const invoice = await invoices.create({ customer, subscription: acme.subscriptionId });
      await invoiceItems.create({ ...ofPeriod, invoice: invoice.id, pricing: { price } });
      await invoices.finalizeInvoice(invoice.id);
    }
    await syncNow(customer);
    const { items } = await acme.owner.ask(listInvoices, {});
    // Both are of one second, so that either may count as the earlier one.
    const numbers = items.map(({ number }) => number).join("|");
    const reason = expect.stringMatching(new RegExp(`is on (${numbers}) already`));
    expect(await compare(acme)).toMatchObject({ difference: 9_900, findings: [{ amount: 9_900, reason }] });
  });

  test("a charge that somebody added by hand", async () => {
    const acme = await payer();
    const customer = acme.customerId;
    const made = await billing.dashboard.invoices.create({ customer });
    await billing.dashboard.invoiceItems.create({
      ...{ customer, invoice: made.id, amount: 700, currency: "usd", description: "A favor" },
    });
    await billing.dashboard.invoices.finalizeInvoice(made.id);
    await syncNow(customer);
    expect(await compare(acme)).toMatchObject({
      ...{ difference: 700, findings: [{ amount: 700, reason: "added by hand: A favor" }] },
    });
  });

  test("an invoice that is missing here, and one that is kept with another total", async () => {
    const acme = await payer();
    const where = eq(billingInvoices.tenantId, acme.id);
    await withPlatform((db) => db.update(billingInvoices).set({ total: 9_000 }).where(where));
    expect(await compare(acme)).toMatchObject({
      ...{ difference: 900, findings: [{ amount: 900, reason: "kept here as $90.00" }] },
    });
    await withPlatform((db) => db.delete(billingInvoices).where(where));
    expect(await compare(acme)).toMatchObject({
      ...{
        difference: 9_900,
        findings: [{ amount: 9_900, reason: expect.stringContaining("not known here") }],
      },
    });
  });

  test("a workspace that never was a customer has nothing to compare", async () => {
    await expect(compare(await workspace({ plan: "free" }))).rejects.toMatchObject({ code: "conflict" });
  });
});
