import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderMail } from "@/emails";
import { exportInvoices } from "@/lib/billing/invoices/export-invoices";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { amountsOf, factsOf, notesOf, titleOf } from "@/lib/billing/invoices/invoice-text";
import { listInvoices } from "@/lib/billing/queries";
import { effectsJob } from "@/lib/billing/sync/effects";
import { syncNow } from "@/lib/billing/sync/sync";
import { queuedMail } from "../../members/queued-mail";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "../local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

type Paying = Awaited<ReturnType<typeof payingWorkspace>>;

async function documentsOf({ owner, customerId }: Paying) {
  await syncNow(customerId);
  const { items } = await owner.ask(listInvoices, {});
  return Promise.all(items.map(({ number }) => owner.ask(getInvoice, { number })));
}

async function taxed(fields: { country: string; tax_exempt?: "reverse" }) {
  const acme = await payingWorkspace();
  const { country, ...rest } = fields;
  await billing.dashboard.customers.update(acme.customerId, { address: { country }, ...rest });
  await subscribe(billing, acme.customerId, { automatic_tax: { enabled: true } });
  const [invoice] = await documentsOf(acme);
  if (!invoice) throw new Error("no invoice");
  return invoice;
}

describe("tax", () => {
  test("is broken down by rate, between the net amount and the total", async () => {
    const invoice = await taxed({ country: "DE" });
    expect(invoice.taxes).toEqual([{ percent: 19, taxable: 9_900, amount: 1_881, reason: "standard_rated" }]);
    const amounts = amountsOf(invoice).map(({ label, value }) => [label, value]);
    expect(amounts.slice(0, 4)).toEqual([
      ["Subtotal", "$99.00"],
      ["Net", "$99.00"],
      ["Tax 19% on $99.00", "$18.81"],
      ["Total", "$117.81"],
    ]);
    expect(notesOf(invoice)).toEqual([]);
  });

  test("that the recipient owes is said in words", async () => {
    const invoice = await taxed({ country: "DE", tax_exempt: "reverse" });
    expect(amountsOf(invoice)).toContainEqual({ label: "Tax (reverse charge)", value: "$0.00" });
    expect(notesOf(invoice)).toEqual(["Reverse charge: the recipient owes the tax."]);
  });
});

describe("what gives money back", () => {
  test("an invoice below zero is a credit note with a number of its own, linked with what it corrects", async () => {
    const acme = await payingWorkspace();
    const { id, items } = await subscribe(billing, acme.customerId, { extraSeats: 5 });
    const seats = items.data.find(({ quantity }) => quantity === 5);
    await billing.dashboard.subscriptions.update(id, {
      items: [{ id: seats?.id, quantity: 1 }],
      proration_behavior: "always_invoice",
    });
    const [note, invoice] = (await documentsOf(acme)).toSorted((one, other) => one.total - other.total);
    expect(note).toMatchObject({ kind: "credit_note", corrects: invoice?.number });
    expect(invoice).toMatchObject({ kind: "invoice", corrections: [note?.number] });
    expect(note?.number).toMatch(/^CN-\d{6}-\d{6}$/);
    expect(note && titleOf(note)).toBe("Credit note");
    expect(note && factsOf(note)).toContainEqual(["Corrects", invoice?.number]);
  });

  test("so is what Stripe calls a credit note; page, list, export and mail name it alike", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    const [invoice] = await documentsOf(acme);
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    const made = await billing.dashboard.creditNotes.create({
      invoice: data[0]?.id ?? "",
      amount: 700,
      credit_amount: 700,
    });
    const note = (await documentsOf(acme)).find(({ kind }) => kind === "credit_note");
    expect(note).toMatchObject({ stripeNumber: made.number, total: -700, corrects: invoice?.number });
    expect(note?.lines.map(({ amount }) => amount)).toEqual([-700]);
    const rows = await acme.owner.ask(exportInvoices, {});
    expect(rows.map(({ number, total }) => [number, total])).toEqual([
      [invoice?.number, 9_900],
      [note?.number, -700],
    ]);
    await effectsJob.run({});
    const mails = await queuedMail(acme.owner.email);
    const texts = await Promise.all(
      mails.map(async ({ props }) => (await renderMail("billingNotice", props)).text),
    );
    expect(texts.join("\n")).toContain(`/settings/billing/invoices/${note?.number}`);
    expect(texts.join("\n")).not.toContain(`${made.pdf}`);
  });

  test("that paid money back to the card is one entry of the invoice's payments", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    await billing.dashboard.creditNotes.create({
      invoice: data[0]?.id ?? "",
      amount: 700,
      refund_amount: 700,
    });
    const documents = await documentsOf(acme);
    const note = documents.find(({ kind }) => kind === "credit_note");
    const invoice = documents.find(({ kind }) => kind === "invoice");
    expect(invoice?.adjustments).toMatchObject([{ kind: "refund", amount: 700, number: note?.number }]);
    expect(invoice?.adjustments).toHaveLength(1);
  });

  test("is numbered without gaps, apart from the invoices", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    for (const amount of [100, 200, 300])
      await billing.dashboard.creditNotes.create({
        invoice: data[0]?.id ?? "",
        amount,
        credit_amount: amount,
      });
    const documents = await documentsOf(acme);
    const serials = documents
      .filter(({ kind }) => kind === "credit_note")
      .map(({ number }) => Number(number.slice(-6)))
      .toSorted((one, other) => one - other);
    const [first = 0] = serials;
    expect(serials).toEqual([first, first + 1, first + 2]);
  });
});

describe("what bills nothing", () => {
  test("is in no list and in no export: a trial's start is no invoice", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { trial_period_days: 14 });
    expect(await documentsOf(acme)).toEqual([]);
    expect(await acme.owner.ask(exportInvoices, {})).toEqual([]);
  });

  test("is not what a discount pays in full", async () => {
    const acme = await payingWorkspace();
    const { id: coupon } = await billing.dashboard.coupons.create({ percent_off: 100, duration: "once" });
    await subscribe(billing, acme.customerId, { discounts: [{ coupon }] });
    expect(await documentsOf(acme)).toMatchObject([{ subtotal: 9_900, total: 0 }]);
  });
});
