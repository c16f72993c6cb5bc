import type Stripe from "stripe";
import { expect, test } from "vitest";
import { listBilledInvoices } from "@/lib/billing/stripe/billed-invoices";
import { isRefusedByStripe, withStripe } from "@/lib/billing/stripe/client";
import { listUndelivered } from "@/lib/billing/stripe/events";
import { postCredit, refundByNote } from "@/lib/billing/stripe/give-back";
import {
  chargeInvoice,
  declineOf,
  markUncollectible,
  readInvoiceStatus,
  voidInvoice,
} from "@/lib/billing/stripe/payment";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { readPercents } from "@/lib/billing/stripe/tax-rates";
import {
  wholeCharge,
  wholeCustomer,
  wholeInvoice,
  wholeSubscription,
} from "@/lib/billing/stripe/whole-lists";
import { contract, key, made, subscribed } from "./shared";

export function money() {
  test("of a card that fails is not taken, and its invoice can be given up", async () => {
    const { subscription, customer } = await subscribed("pm_card_chargeCustomerFail");
    const invoice = String(subscription.latest_invoice);
    expect(declineOf(await chargeInvoice(invoice, key("charge")).catch((error) => error))).not.toBeNull();
    expect((await fetchSnapshot(customer)).invoices).toMatchObject([{ status: "open" }]);
    expect(await readInvoiceStatus(invoice)).toBe("open");
    await voidInvoice(invoice, key("void"));
  });

  test("that the bank takes back, and that we credit, is read with the rest", async () => {
    const { subscription, customer } = await subscribed("pm_card_createDispute");
    const invoice = String(subscription.latest_invoice);
    await contract().dashboard.creditNotes.create({ invoice, amount: 100, credit_amount: 100 });
    const { adjustments } = await fetchSnapshot(customer);
    expect(adjustments).toMatchObject([{ amount: 100 }]);
  });

  test("is given back to the card by a note, and credited to the next invoices", async () => {
    const { subscription, customer } = await subscribed();
    await refundByNote(String(subscription.latest_invoice), 300, key("refund"));
    await postCredit(customer, { amount: 500, currency: "usd" }, key("credit"));
    const { customer: account, invoices, adjustments } = await fetchSnapshot(customer);
    expect(account.balance).toBe(-500);
    expect(invoices).toMatchObject([{ amountRefunded: 300 }]);
    expect(adjustments).toMatchObject([{ amount: 300 }, { amount: 300 }]);
    const line = { priceId: made.base, unitAmount: 2_900, quantity: 1, amount: 2_900 };
    expect(await listBilledInvoices(customer, 10)).toMatchObject([
      { subscriptionId: subscription.id, total: 2_900, credited: 300, lines: [line] },
    ]);
  });

  test("that nobody will ever pay is written off", async () => {
    const { subscription, customer } = await subscribed("pm_card_chargeCustomerFail");
    await markUncollectible(String(subscription.latest_invoice), key("write off"));
    expect((await fetchSnapshot(customer)).invoices).toMatchObject([{ status: "uncollectible" }]);
  });

  test("has lists that go on beyond what an object embeds", async () => {
    const { subscription, customer } = await subscribed();
    const goesOn = <T extends object>(list: T): T => ({ ...list, has_more: true });
    const { dashboard } = contract();
    const invoice = await dashboard.invoices.retrieve(String(subscription.latest_invoice), {
      expand: ["payments"],
    });
    const [charge] = (await dashboard.charges.list({ customer, expand: ["data.refunds"] })).data;
    const owner = await dashboard.customers.retrieve(customer, { expand: ["tax_ids"] });
    if (owner.deleted || !owner.tax_ids || !charge?.refunds || !invoice.payments)
      throw new Error("not expanded");
    const { tax_ids, ...buyer } = owner;
    const { refunds } = charge;
    const { payments, lines } = invoice;
    await withStripe(async (stripe) => {
      const whole = await wholeInvoice(stripe, {
        ...invoice,
        lines: goesOn(lines),
        payments: goesOn(payments),
      });
      expect([whole.lines.data.length, whole.payments?.data.length]).toEqual([1, 1]);
      const items = goesOn(subscription.items);
      expect((await wholeSubscription(stripe, { ...subscription, items })).items.data).toHaveLength(1);
      expect((await wholeCharge(stripe, { ...charge, refunds: goesOn(refunds) })).refunds?.data).toEqual([]);
      expect((await wholeCustomer(stripe, { ...buyer, tax_ids: goesOn(tax_ids) })).deleted).toBeFalsy();
    });
  });

  test("has tax rates, and one that is not there is refused", async () => {
    const rate = { tax_rate: "txr_nobody" };
    const taxes = [{ tax_rate_details: rate }] as Stripe.Invoice["total_taxes"];
    const refusal = await withStripe((stripe) => readPercents(stripe, [{ total_taxes: taxes }])).catch(
      (error) => error,
    );
    expect(refusal).toMatchObject({ statusCode: 404, code: "resource_missing" });
    expect(isRefusedByStripe(refusal)).toBe(true);
  });

  test("and all else is told in events, whose list has an end", async () => {
    const { events, until } = await listUndelivered(new Date(Date.now() - 3_600_000));
    expect(Array.isArray(events) && !Number.isNaN(until.getTime())).toBe(true);
  });
}
