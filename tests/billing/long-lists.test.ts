import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingInvoices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { amountsOf, linesOf } from "@/lib/billing/invoices/invoice-text";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { type TimedWorkspace, timedWorkspace } from "./changes/timed-workspace";
import { type LocalBilling, startLocalBilling } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

/** Things that somebody puts onto the next invoice at Stripe's dashboard: 1, 2, 3 … cents. */
async function addItems(
  { customerId: customer, subscriptionId: subscription }: TimedWorkspace,
  count: number,
) {
  for (let amount = 1; amount <= count; amount++) {
    const item = { customer, subscription, amount, currency: "usd", description: `Thing ${amount}` };
    await billing.dashboard.invoiceItems.create(item);
  }
}

async function newestInvoice({ owner }: TimedWorkspace) {
  const [newest] = (await owner.ask(listInvoices, {})).items;
  return owner.ask(getInvoice, { number: newest?.number ?? "" });
}

test("the oldest of more than a hundred invoices is still seen to be paid", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
  const { customerId: customer } = acme;
  const made = { customer, auto_advance: false };
  const { id: invoice } = await billing.dashboard.invoices.create(made);
  await billing.dashboard.invoiceItems.create({ customer, invoice, amount: 500, currency: "usd" });
  await billing.dashboard.invoices.finalizeInvoice(invoice, { auto_advance: false });
  for (let more = 0; more < 100; more++) await billing.dashboard.invoices.create(made);
  await billing.dashboard.invoices.pay(invoice);
  await syncNow(customer);
  const [row] = await withPlatform((db) =>
    db.select().from(billingInvoices).where(eq(billingInvoices.stripeId, invoice)),
  );
  expect(row).toMatchObject({ status: "paid", amountPaid: 500 });
});

test("an invoice of twelve lines adds up, on its page and in its PDF", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
  await addItems(acme, 11);
  await acme.to("2026-12-01T02:00:00Z");
  const invoice = await newestInvoice(acme);
  expect(invoice.subtotal).toBe(2_900 + 66);
  expect(invoice.lines.reduce((total, { amount }) => total + amount, 0)).toBe(invoice.subtotal);
  expect(linesOf(invoice)).toHaveLength(12);
  expect(amountsOf(invoice)).toContainEqual({ label: "Subtotal", value: "$29.66" });
});

test("a preview of twelve lines shows all of them, and they come to what is due", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
  await addItems(acme, 10);
  await acme.to("2026-11-16T00:00:00Z");
  const { lines, dueNow } = await acme.preview({ plan: "professional" });
  expect(lines).toHaveLength(12);
  expect(lines.reduce((total, { amount }) => total + amount, 0)).toBe(dueNow);
});

test("a payment that was given back in twelve parts is given back in full", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
  const [charge] = (await billing.dashboard.charges.list({ customer: acme.customerId })).data;
  for (let part = 0; part < 12; part++) {
    await billing.dashboard.refunds.create({ charge: charge?.id ?? "", amount: 100 });
  }
  await syncNow(acme.customerId);
  const invoice = await newestInvoice(acme);
  expect(invoice.adjustments).toHaveLength(12);
  expect(invoice.amountRefunded).toBe(1_200);
});

test("a plan is found among more items than Stripe embeds", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
  const [own] = (await acme.live()).items.data;
  const extras = await Promise.all(
    Array.from({ length: 11 }, async (_, n) => ({
      price: (
        await billing.dashboard.prices.create({
          currency: "usd",
          unit_amount: 100,
          recurring: { interval: "month" },
          product_data: { name: `Extra ${n}` },
        })
      ).id,
    })),
  );
  const { id } = await billing.dashboard.subscriptions.create({
    customer: acme.customerId,
    items: [...extras, { price: own?.price.id ?? "" }],
  });
  await billing.dashboard.subscriptions.cancel(acme.subscriptionId);
  await syncNow(acme.customerId);
  const { subscription } = await acme.owner.ask(getBilling, {});
  expect((await billing.dashboard.subscriptions.retrieve(id)).items.has_more).toBe(true);
  expect(subscription?.planId).toBe("professional");
});
