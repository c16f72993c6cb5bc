import type Stripe from "stripe";
import { billToOfSale, nameBehindCard } from "./card-holder";
import { withStripe } from "./client";
import { customerOf, fingerprintOf, idOf, instantOf } from "./reshape";
import { invoiceOf } from "./reshape-invoice";
import { attemptsOf, creditedBy, creditNoteOf, invoicesByIntent, refundsOf } from "./reshape-payment";
import { subscriptionOf } from "./reshape-subscription";
import type { AdjustmentSnapshot, OpenDispute, Snapshot, SubscriptionSnapshot } from "./snapshot";
import { withOwnAmounts } from "./subscription-amounts";
import { type Percents, readPercents } from "./tax-rates";
import { wholeCharge, wholeCustomer, wholeInvoice, wholeSubscription } from "./whole-lists";

/**
 * Reads everything about one customer that we keep. Three to six requests, one for each list that is longer than
 * what Stripe embeds of it, and one for each price that is paid in another currency than its own; holds no transaction.
 */
export async function fetchSnapshot(customerId: string): Promise<Snapshot> {
  return withStripe(async (stripe) => {
    const [customer, subscriptions, invoices] = await Promise.all([
      stripe.customers.retrieve(customerId, {
        expand: ["invoice_settings.default_payment_method", "tax_ids", "test_clock"],
      }),
      listSubscriptions(stripe, customerId),
      listInvoices(stripe, customerId),
    ]);
    const whole = await Promise.all(invoices.map((invoice) => wholeInvoice(stripe, invoice)));
    const money = await readMoney(stripe, customerId, whole);
    const percents = await readPercents(stripe, [...whole, ...money.creditNotes]);
    const openDisputes = await readOpenDisputes(stripe, money.charges);
    const known = await wholeCustomer(stripe, customer);
    const behind = nameBehindCard(known, subscriptions);
    return {
      takenAt: timeOf(customer),
      customer: { ...named(customerOf(known), behind?.name), openDisputes },
      nameBehindCard: behind,
      subscriptions: subscriptions.map(subscriptionOf),
      cards: cardsOf(customer, subscriptions),
      ...settle(whole, money, percents),
    };
  });
}

function named<T extends Pick<Snapshot["customer"], "billTo">>(customer: T, name: string | undefined): T {
  return customer.billTo && name !== undefined
    ? { ...customer, billTo: { ...customer.billTo, name } }
    : customer;
}

function cardsOf(
  customer: Stripe.Customer | Stripe.DeletedCustomer,
  subscriptions: Stripe.Subscription[],
): string[] {
  const own = customer.deleted ? null : customer.invoice_settings.default_payment_method;
  const methods = [own, ...subscriptions.map((one) => one.default_payment_method)];
  return [...new Set(methods.flatMap((method) => fingerprintOf(method) ?? []))];
}

/** Every subscription that has not ended and has one of these prices on it. */
export async function listSubscriptionsOn(priceIds: string[]): Promise<SubscriptionSnapshot[]> {
  return withStripe(async (stripe) => {
    const lists = await Promise.all(
      priceIds.map((price) =>
        stripe.subscriptions.list({ price, limit: 100 }).autoPagingToArray({ limit: 10_000 }),
      ),
    );
    const found = await Promise.all(
      lists.flat().map(async (one) => withOwnAmounts(stripe, await wholeSubscription(stripe, one))),
    );
    return found.map(subscriptionOf);
  });
}

/** All of them: also an old one may still be paid, given up or refunded. A request for each hundred. */
const listInvoices = (stripe: Stripe, customer: string): Promise<Stripe.Invoice[]> =>
  stripe.invoices
    .list({ customer, limit: 100, expand: ["data.payments"] })
    .autoPagingToArray({ limit: 10_000 });

async function listSubscriptions(stripe: Stripe, customer: string): Promise<Stripe.Subscription[]> {
  const expand = [
    "data.default_payment_method",
    "data.discounts.source.coupon",
    "data.discounts.promotion_code",
    "data.schedule",
  ];
  const subscriptions = await stripe.subscriptions
    .list({ customer, status: "all", limit: 100, expand })
    .autoPagingToArray({ limit: 1_000 });
  return Promise.all(
    subscriptions.map(async (one) => withOwnAmounts(stripe, await wholeSubscription(stripe, one))),
  );
}

interface Money {
  charges: Stripe.Charge[];
  creditNotes: Stripe.CreditNote[];
  intents: Stripe.PaymentIntent[];
}

/** What the invoices give cause to ask for, and no more: most customers owe and get back nothing. */
async function readMoney(stripe: Stripe, customer: string, invoices: Stripe.Invoice[]): Promise<Money> {
  const page = { customer, limit: 100 };
  const all = { limit: 1_000 };
  const isCredited = invoices.some(
    (one) => one.pre_payment_credit_notes_amount + one.post_payment_credit_notes_amount > 0,
  );
  const [charges, creditNotes, intents] = await Promise.all([
    invoices.some(({ attempted }) => attempted)
      ? stripe.charges.list({ ...page, expand: ["data.refunds"] }).autoPagingToArray(all)
      : [],
    isCredited ? stripe.creditNotes.list(page).autoPagingToArray(all) : [],
    invoices.some(({ status }) => status === "open") ? stripe.paymentIntents.list(page) : { data: [] },
  ]);
  const wholeCharges = await Promise.all(charges.map((charge) => wholeCharge(stripe, charge)));
  return { charges: wholeCharges, creditNotes, intents: intents.data };
}

/** A charge stays marked as disputed after the bank has decided, so the disputes themselves are asked. */
async function readOpenDisputes(stripe: Stripe, charges: Stripe.Charge[]): Promise<OpenDispute[]> {
  const disputed = charges.filter((charge) => charge.disputed);
  const lists = await Promise.all(disputed.map(({ id }) => stripe.disputes.list({ charge: id, limit: 100 })));
  return lists
    .flatMap(({ data }) => data)
    .filter(({ status }) => !decided.includes(status))
    .toSorted((a, b) => a.created - b.created)
    .map(({ id, amount, currency, created }) => ({
      ...{ id, amount, currency },
      openedAt: instantOf(created).toISOString(),
    }));
}

const decided = ["won", "lost", "warning_closed", "prevented"];

/** Stripe's own time: the customer's test clock, else the moment of the answer. */
function timeOf(customer: Stripe.Response<Stripe.Customer | Stripe.DeletedCustomer>): Date {
  const clock = customer.deleted ? null : customer.test_clock;
  if (clock && typeof clock !== "string") return instantOf(clock.frozen_time);
  const answeredAt = new Date(customer.lastResponse.headers.date ?? "");
  if (Number.isNaN(answeredAt.getTime())) throw new Error("Stripe's answer carries no date");
  return answeredAt;
}

function settle(invoices: Stripe.Invoice[], { charges, creditNotes, intents }: Money, percents: Percents) {
  const invoiceIds = invoicesByIntent(invoices);
  const refunds = refundsOf(charges, invoiceIds, creditNotes);
  const waiting = intents.filter(({ status }) => status === "requires_action");
  const needing = new Set(waiting.map(({ id }) => invoiceIds.get(id)));
  return {
    invoices: invoices.map((invoice) => {
      const made = invoiceOf(
        invoice,
        {
          amountRefunded: refundedOf(refunds, invoice.id),
          amountCredited: creditNotes
            .filter((note) => idOf(note.invoice) === invoice.id)
            .reduce((total, note) => total + creditedBy(note), 0),
          needsAction: needing.has(invoice.id),
        },
        percents,
      );
      return { ...made, billTo: billToOfSale(made.billTo, invoice, charges) };
    }),
    attempts: attemptsOf(charges, invoiceIds),
    adjustments: [...refunds, ...creditNotes.map((note) => creditNoteOf(note, percents))],
  };
}

const refundedOf = (refunds: AdjustmentSnapshot[], invoiceId: string): number =>
  refunds
    .filter((refund) => refund.invoiceId === invoiceId && ["succeeded", "pending"].includes(refund.status))
    .reduce((total, { amount }) => total + amount, 0);
