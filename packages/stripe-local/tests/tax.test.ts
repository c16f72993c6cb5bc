import { describe, expect, test } from "vitest";
import { START, withSubscriptions } from "./subscribed.js";
import { createCustomerAt, firstItem, invoiceOf, typesOf } from "./support.js";

const { stripe, prices } = withSubscriptions();

/** A buyer in Britain, where the demo rate is 20 %, subscribed to Starter with automatic tax. */
async function taxed() {
  const buyer = await createCustomerAt(stripe(), START);
  const { customer } = buyer;
  const live = (country: string) => stripe().customers.update(customer, { address: { country } });
  await live("GB");
  const subscription = await stripe().subscriptions.create({
    customer,
    items: [{ price: prices().starter.id }],
    automatic_tax: { enabled: true },
  });
  const now = () => stripe().subscriptions.retrieve(subscription.id);
  const move = () => stripe().customers.update(customer, { address: "" });
  return { ...buyer, subscription, now, live, move };
}

describe("a customer whose place is not known", () => {
  test("renews without tax, and tax is off from then on (docs: tax/customer-locations)", async () => {
    const { move, to, now } = await taxed();
    await move();
    await to("2026-12-01T00:30:00Z");
    expect((await invoiceOf(stripe(), await now())).automatic_tax).toMatchObject({
      enabled: true,
      status: "requires_location_inputs",
    });
    await to("2026-12-01T02:00:00Z");
    const subscription = await now();
    const renewal = await invoiceOf(stripe(), subscription);
    expect(renewal).toMatchObject({
      status: "paid",
      total: 2900,
      automatic_tax: { enabled: false, disabled_reason: "finalization_requires_location_inputs" },
    });
    expect(subscription).toMatchObject({
      status: "active",
      automatic_tax: { enabled: false, disabled_reason: "requires_location_inputs" },
    });
    expect(await typesOf(stripe(), subscription.id)).toContain("customer.subscription.updated");
    await to("2027-01-01T02:00:00Z");
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ status: "paid", total: 2900 });
  });

  test("has the tax again once the place is known and it is turned on", async () => {
    const { subscription, live, move, to, now } = await taxed();
    await move();
    await to("2026-12-01T02:00:00Z");
    const turnOn = () => stripe().subscriptions.update(subscription.id, { automatic_tax: { enabled: true } });
    await expect(turnOn()).rejects.toMatchObject({ code: "customer_tax_location_invalid" });
    await live("GB");
    expect((await turnOn()).automatic_tax).toMatchObject({ enabled: true, disabled_reason: null });
    await to("2027-01-01T02:00:00Z");
    expect((await invoiceOf(stripe(), await now())).total).toBe(3480);
  });

  test("an invoice that somebody finalises fails to, says why, and can be finalised later", async () => {
    const { live, move, to, now } = await taxed();
    await move();
    await to("2026-12-01T00:30:00Z");
    const { id } = await invoiceOf(stripe(), await now());
    await expect(stripe().invoices.finalizeInvoice(id)).rejects.toMatchObject({
      code: "customer_tax_location_invalid",
    });
    expect(await stripe().invoices.retrieve(id)).toMatchObject({
      status: "draft",
      automatic_tax: { status: "requires_location_inputs" },
      last_finalization_error: { code: "customer_tax_location_invalid" },
    });
    expect(await typesOf(stripe(), id)).toContain("invoice.finalization_failed");
    await live("GB");
    expect(await stripe().invoices.finalizeInvoice(id)).toMatchObject({
      status: "open",
      total: 3480,
      last_finalization_error: null,
    });
  });

  test("is refused a change that is billed at once", async () => {
    const { subscription, move, to } = await taxed();
    await move();
    await to("2026-11-16T00:00:00Z");
    const change = {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice" as const,
    };
    await expect(stripe().subscriptions.update(subscription.id, change)).rejects.toMatchObject({
      code: "customer_tax_location_invalid",
    });
  });
});

describe("a credit note on a taxed invoice (docs: tax, refunds and credit notes)", () => {
  test("splits an amount as the invoice is split", async () => {
    const { subscription } = await taxed();
    const invoice = await invoiceOf(stripe(), subscription);
    const note = await stripe().creditNotes.create({ invoice: invoice.id, amount: 600, credit_amount: 600 });
    expect(note).toMatchObject({ subtotal: 500, total: 600, amount: 600, total_excluding_tax: 500 });
    expect(note.total_taxes).toMatchObject([{ amount: 100, taxable_amount: 500, tax_behavior: "exclusive" }]);
    expect(note.lines.data).toMatchObject([{ amount: 500, taxes: [{ amount: 100 }] }]);
  });

  test("adds the tax to the line of the invoice it credits", async () => {
    const { subscription } = await taxed();
    const invoice = await invoiceOf(stripe(), subscription);
    const line = { type: "invoice_line_item" as const, invoice_line_item: invoice.lines.data[0]?.id ?? "" };
    const note = await stripe().creditNotes.create({
      invoice: invoice.id,
      lines: [{ ...line, amount: 1000 }],
      credit_amount: 1200,
    });
    expect(note).toMatchObject({ subtotal: 1000, total: 1200 });
    expect((await stripe().invoices.retrieve(invoice.id)).post_payment_credit_notes_amount).toBe(1200);
  });

  test("has none where the invoice has none", async () => {
    const { customer } = await createCustomerAt(stripe(), START);
    const subscription = await stripe().subscriptions.create({
      customer,
      items: [{ price: prices().starter.id }],
    });
    const { id } = await invoiceOf(stripe(), subscription);
    const note = await stripe().creditNotes.create({ invoice: id, amount: 600, credit_amount: 600 });
    expect(note).toMatchObject({ subtotal: 600, total: 600, total_taxes: [] });
  });
});
