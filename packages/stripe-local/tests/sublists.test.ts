import type Stripe from "stripe";
import { expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { invoiceOf } from "./support.js";

const { stripe, subscribed } = withSubscriptions();

const all = { limit: 1_000 };

/** A subscription to twelve things at once. */
async function subscribedToTwelve() {
  const prices = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      stripe().prices.create({
        currency: "usd",
        unit_amount: 100 + index,
        recurring: { interval: "month" },
        product_data: { name: `Thing ${index}` },
      }),
    ),
  );
  const buyer = await subscribed({ items: prices.map(({ id }) => ({ price: id })) });
  return { ...buyer, total: prices.reduce((sum, price) => sum + (price.unit_amount ?? 0), 0) };
}

const sum = (lines: Stripe.InvoiceLineItem[]) => lines.reduce((total, { amount }) => total + amount, 0);

test("an invoice embeds its first ten lines and says where all of them are", async () => {
  const { subscription, total } = await subscribedToTwelve();
  const invoice = await invoiceOf(stripe(), subscription);
  expect(invoice.lines).toMatchObject({ has_more: true, url: `/v1/invoices/${invoice.id}/lines` });
  expect(invoice.lines.data).toHaveLength(10);
  const lines = await stripe().invoices.listLineItems(invoice.id).autoPagingToArray(all);
  expect(lines.slice(0, 10)).toEqual(invoice.lines.data);
  expect([lines.length, sum(lines)]).toEqual([12, total]);
  expect(invoice.total).toBe(total);
});

test("a preview embeds its first ten lines as well, and the others can be read", async () => {
  const { subscription, total } = await subscribedToTwelve();
  const preview = await stripe().invoices.createPreview({ subscription: subscription.id });
  expect(preview.lines).toMatchObject({ has_more: true, url: `/v1/invoices/${preview.id}/lines` });
  expect(preview.lines.data).toHaveLength(10);
  const lines = await stripe().invoices.listLineItems(preview.id).autoPagingToArray(all);
  expect([lines.length, sum(lines)]).toEqual([12, total]);
});

test("a subscription embeds its first ten items", async () => {
  const { subscription } = await subscribedToTwelve();
  expect(subscription.items.data).toHaveLength(10);
  expect(subscription.items.has_more).toBe(true);
  const items = await stripe()
    .subscriptionItems.list({ subscription: subscription.id })
    .autoPagingToArray(all);
  expect(new Set(items.map(({ id }) => id)).size).toBe(12);
  expect(items.slice(0, 10)).toEqual(subscription.items.data);
});

test("what an event carries is cut as well", async () => {
  const { subscription } = await subscribedToTwelve();
  const { data } = await stripe().events.list({ type: "customer.subscription.created", limit: 1 });
  expect(data[0]?.data.object).toMatchObject({ id: subscription.id, items: { has_more: true } });
});

test("a charge embeds its ten newest refunds, as the list of refunds begins", async () => {
  const { customer } = await subscribed();
  const [charge] = (await stripe().charges.list({ customer })).data;
  for (let each = 0; each < 12; each++)
    await stripe().refunds.create({ charge: charge?.id ?? "", amount: 1 });
  const found = await stripe().charges.retrieve(charge?.id ?? "", { expand: ["refunds"] });
  expect(found.refunds).toMatchObject({ has_more: true, url: `/v1/charges/${charge?.id}/refunds` });
  const refunds = await stripe().refunds.list({ charge: charge?.id ?? "", limit: 100 });
  expect(refunds.data).toHaveLength(12);
  expect(found.refunds?.data).toEqual(refunds.data.slice(0, 10));
});

test("a credit note and a customer embed ten, and their lists go on", async () => {
  const { subscription, customer } = await subscribedToTwelve();
  const invoice = await invoiceOf(stripe(), subscription);
  const note = await stripe().creditNotes.create({
    invoice: invoice.id,
    lines: Array.from({ length: 11 }, () => ({
      type: "custom_line_item" as const,
      description: "Sorry",
      quantity: 1,
      unit_amount: 5,
    })),
    credit_amount: 55,
  });
  expect([note.lines.data.length, note.lines.has_more]).toEqual([10, true]);
  expect((await stripe().creditNotes.listLineItems(note.id, { limit: 100 })).data).toHaveLength(11);
  for (let each = 0; each < 11; each++)
    await stripe().customers.createTaxId(customer, { type: "eu_vat", value: `DE${123_456_700 + each}` });
  const found = await stripe().customers.retrieve(customer, { expand: ["tax_ids"] });
  expect(found).toMatchObject({ tax_ids: { has_more: true, url: `/v1/customers/${customer}/tax_ids` } });
  expect((await stripe().customers.listTaxIds(customer, { limit: 100 })).data).toHaveLength(11);
});

test("a draft that is deleted leaves its id, and no lines", async () => {
  const { customer } = await subscribed();
  const { id } = await stripe().invoices.create({ customer });
  expect(await stripe().invoices.del(id)).toMatchObject({ id, object: "invoice", deleted: true });
});

test("what is short is whole", async () => {
  const { subscription } = await subscribed();
  expect(subscription.items.has_more).toBe(false);
  expect((await invoiceOf(stripe(), subscription)).lines).toMatchObject({ has_more: false });
});
