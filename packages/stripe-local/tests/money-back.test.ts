import { describe, expect, test } from "vitest";
import { START, withSubscriptions } from "./subscribed.js";
import { createCustomerAt, invoiceOf, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("money that goes back", () => {
  test("credit on the balance pays an invoice before the card does", async () => {
    const buyer = await createCustomerAt(stripe(), START);
    await stripe().customers.createBalanceTransaction(buyer.customer, { amount: -1000, currency: "usd" });
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
    });
    expect(await invoiceOf(stripe(), subscription)).toMatchObject({
      total: 2900,
      amount_due: 1900,
      starting_balance: -1000,
      ending_balance: 0,
    });
  });

  test("a credit note for everything that is open settles the invoice", async () => {
    const { subscription, now } = await subscribed({}, "pm_card_chargeCustomerFail");
    const { id } = await invoiceOf(stripe(), subscription);
    await stripe().creditNotes.create({ invoice: id, amount: 2900 });
    expect(await stripe().invoices.retrieve(id)).toMatchObject({
      status: "paid",
      amount_due: 0,
      amount_paid: 0,
    });
    expect((await now()).status).toBe("active");
  });

  test("refunds and credit notes are written down and cannot exceed what was paid", async () => {
    const { subscription } = await subscribed();
    const invoice = await invoiceOf(stripe(), subscription);
    const note = await stripe().creditNotes.create({ invoice: invoice.id, amount: 900, refund_amount: 900 });
    expect(note).toMatchObject({ amount: 900, type: "post_payment", status: "issued" });
    const [refund] = (await stripe().refunds.list({})).data;
    expect(refund).toMatchObject({ amount: 900, status: "succeeded" });
    await expect(
      stripe().refunds.create({ charge: String(refund?.charge), amount: 2001 }),
    ).rejects.toMatchObject({ param: "amount" });
    await expect(stripe().creditNotes.create({ invoice: invoice.id, amount: 2001 })).rejects.toMatchObject({
      param: "amount",
    });
  });

  test("a payment that the bank took back cannot be refunded as well", async () => {
    const { subscription, customer } = await subscribed({}, "pm_card_createDispute");
    const [charge] = (await stripe().charges.list({ customer })).data;
    await expect(stripe().refunds.create({ charge: charge?.id })).rejects.toMatchObject({
      code: "charge_disputed",
    });
    const { id } = await invoiceOf(stripe(), subscription);
    const note = stripe().creditNotes.create({ invoice: id, amount: 100, refund_amount: 100 });
    await expect(note).rejects.toMatchObject({ code: "charge_disputed" });
    expect((await stripe().creditNotes.list({ invoice: id })).data).toEqual([]);
  });

  test("what no payment was collected for cannot be refunded", async () => {
    const buyer = await createCustomerAt(stripe(), START);
    await stripe().customers.createBalanceTransaction(buyer.customer, { amount: -9000, currency: "usd" });
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
    });
    const { id } = await invoiceOf(stripe(), subscription);
    const note = stripe().creditNotes.create({ invoice: id, amount: 100, refund_amount: 100 });
    await expect(note).rejects.toMatchObject({ param: "refund_amount" });
  });

  test("a balance is of one currency", async () => {
    const { customer } = await createCustomerAt(stripe(), START);
    await stripe().customers.createBalanceTransaction(customer, { amount: -100, currency: "usd" });
    const euros = stripe().customers.createBalanceTransaction(customer, { amount: -100, currency: "eur" });
    await expect(euros).rejects.toMatchObject({ param: "currency" });
  });

  test("a disputed payment stays paid, and closing the dispute loses it (docs: testing)", async () => {
    const { subscription, customer, now } = await subscribed({}, "pm_card_createDispute");
    const { data } = await stripe().charges.list({ customer });
    const charge = data[0]?.id ?? "";
    expect(data[0]).toMatchObject({ disputed: true, paid: true });
    const [dispute] = (await stripe().disputes.list({ charge })).data;
    expect(dispute).toMatchObject({ charge, amount: 2900, status: "needs_response" });
    expect(await stripe().disputes.close(dispute?.id ?? "")).toMatchObject({ status: "lost" });
    await expect(stripe().disputes.close(dispute?.id ?? "")).rejects.toMatchObject({ statusCode: 400 });
    expect(await typesOf(stripe(), dispute?.id ?? "")).toEqual([
      "charge.dispute.closed",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.created",
    ]);
    expect(await invoiceOf(stripe(), subscription)).toMatchObject({ status: "paid" });
    expect((await now()).status).toBe("active");
  });

  test("a note on a paid invoice must say where all of the money goes (docs: credit-notes)", async () => {
    const { subscription, customer } = await subscribed();
    const { id } = await invoiceOf(stripe(), subscription);
    await expect(stripe().creditNotes.create({ invoice: id, amount: 900 })).rejects.toMatchObject({
      statusCode: 400,
    });
    const note = await stripe().creditNotes.create({
      invoice: id,
      amount: 900,
      credit_amount: 500,
      refund_amount: 400,
    });
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ balance: -500 });
    const { data } = await stripe().refunds.list({});
    expect(data[0]).toMatchObject({ amount: 400 });
    expect(await typesOf(stripe(), note.id)).toContain("credit_note.created");
    expect((await stripe().invoices.retrieve(id)).post_payment_credit_notes_amount).toBe(900);
  });

  test("a partial refund leaves the charge unrefunded, and the rest completes it (SDK: charge.refunded)", async () => {
    const { customer } = await subscribed();
    const charge = (await stripe().charges.list({ customer })).data[0]?.id ?? "";
    await stripe().refunds.create({ charge, amount: 1000 });
    expect(await stripe().charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: false });
    await stripe().refunds.create({ charge });
    expect(await stripe().charges.retrieve(charge)).toMatchObject({ amount_refunded: 2900, refunded: true });
    expect((await typesOf(stripe(), charge)).filter((type) => type === "charge.refunded")).toHaveLength(2);
    await expect(stripe().refunds.create({ charge })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
  });

  test("less than the smallest charge is not collected but carried (SDK: amount_due)", async () => {
    const buyer = await createCustomerAt(stripe(), START);
    await stripe().customers.createBalanceTransaction(buyer.customer, { amount: -2870, currency: "usd" });
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
    });
    expect(await invoiceOf(stripe(), subscription)).toMatchObject({
      amount_due: 0,
      status: "paid",
      ending_balance: 30,
    });
  });

  test("a note on an open invoice that the balance paid a part of is at most what is still due", async () => {
    const buyer = await createCustomerAt(stripe(), START, "pm_card_chargeCustomerFail");
    await stripe().customers.createBalanceTransaction(buyer.customer, { amount: -1000, currency: "usd" });
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
    });
    const { id } = await invoiceOf(stripe(), subscription);
    await expect(stripe().creditNotes.create({ invoice: id, amount: 1901 })).rejects.toMatchObject({
      param: "amount",
    });
    await stripe().creditNotes.create({ invoice: id, amount: 1900 });
    expect((await stripe().invoices.retrieve(id)).status).toBe("paid");
  });
});
