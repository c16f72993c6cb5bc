import type Stripe from "stripe";
import type { Account } from "./books";
import { equal, holds, idOf, repeated, total } from "./finding";

/** What does not come out in one customer's account at Stripe, by itself. */
export function wrongInAccount(account: Account): string[] {
  return [
    ...account.invoices.flatMap((invoice) => wrongInInvoice(invoice, account)),
    ...account.charges.flatMap((charge) => wrongInCharge(charge, account)),
    ...account.disputes.flatMap(wrongInDispute),
    ...account.creditNotes.flatMap((note) => wrongInNote(note, account)),
    ...wrongInBalance(account),
    ...periodsBilledTwice(account.invoices),
    ...repeated(account.invoices.flatMap(({ number }) => number ?? [])).map(
      (number) => `${number} is the number of two invoices`,
    ),
  ];
}

/** Lines, discounts and tax make the total; the balance and credit notes take off it; what is due is paid or remains. */
function wrongInInvoice(
  invoice: Stripe.Invoice,
  { charges, movements, creditNotes, payments }: Account,
): string[] {
  const { id, status } = invoice;
  const lines = total(invoice.lines.data, ({ amount }) => amount);
  const exclusive = (invoice.total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === "exclusive");
  const notes = creditNotes.filter((note) => idOf(note.invoice) === id);
  const always = [
    ...equal(`lines of ${id}`, lines, invoice.subtotal),
    ...equal(
      `subtotal, discounts and tax of ${id}`,
      invoice.subtotal - sum(invoice.total_discount_amounts) + sum(exclusive),
      invoice.total,
    ),
    ...equal(
      `discounts by line of ${id}`,
      total(invoice.lines.data, ({ discount_amounts }) => sum(discount_amounts)),
      sum(invoice.total_discount_amounts),
    ),
    ...equal(
      `tax by line of ${id}`,
      total(invoice.lines.data, ({ taxes }) => sum(taxes)),
      sum(invoice.total_taxes),
    ),
  ];
  if (status === "draft" || invoice.ending_balance === null) return always;
  const taken = invoice.ending_balance - invoice.starting_balance;
  const moved = movements.filter((one) => idOf(one.invoice) === id && !idOf(one.credit_note));
  const intents = payments
    .filter((one) => idOf(one.invoice) === id)
    .map(({ payment }) => idOf(payment.payment_intent));
  const paid = charges.filter((charge) => charge.paid && intents.includes(idOf(charge.payment_intent)));
  const outside = invoice.amount_paid_off_stripe ?? 0;
  return [
    ...always,
    ...equal(
      `what is due of ${id}`,
      invoice.amount_due,
      invoice.total - taken - invoice.pre_payment_credit_notes_amount,
    ),
    ...equal(`what the balance gave to ${id}`, sum(moved), status === "void" ? 0 : taken),
    ...equal(
      `credit notes before payment of ${id}`,
      total(notes, (note) => note.pre_payment_amount),
      invoice.pre_payment_credit_notes_amount,
    ),
    ...equal(
      `credit notes after payment of ${id}`,
      total(notes, (note) => note.post_payment_amount),
      invoice.post_payment_credit_notes_amount,
    ),
    ...equal(`what cards paid of ${id}`, sum(paid), invoice.amount_paid - outside),
    ...equal(
      `what remains of ${id}`,
      invoice.amount_remaining,
      status === "void" ? 0 : invoice.amount_due - invoice.amount_paid,
    ),
    ...holds(paid.length < 2, `${id} was charged ${paid.length} times`),
  ];
}

/** A charge pays one invoice, and gives back what its refunds say and no more. */
function wrongInCharge(
  { id, amount, amount_refunded, payment_intent }: Stripe.Charge,
  { payments, refunds }: Account,
): string[] {
  const pays = payments.filter(({ payment }) => idOf(payment.payment_intent) === idOf(payment_intent));
  const returned = refunds.filter(
    ({ charge, status }) => idOf(charge) === id && status !== "failed" && status !== "canceled",
  );
  return [
    ...equal(`invoices of ${id}`, pays.length, 1),
    ...equal(`refunds of ${id}`, sum(returned), amount_refunded),
    ...holds(amount_refunded <= amount, `${id} gave back ${amount_refunded} of ${amount}`),
  ];
}

/** An inquiry moves nothing. A dispute takes its amount at once, and gives it back when it is won. */
function wrongInDispute({ id, amount, status, balance_transactions: moved }: Stripe.Dispute): string[] {
  const isTaken = !status.startsWith("warning") && !["won", "prevented"].includes(status);
  return equal(`funds of ${id}`, sum(moved), isTaken ? -amount : 0);
}

/** The whole of a note went somewhere, once: off the debt, to the card, to the balance, or past Stripe. */
function wrongInNote(note: Stripe.CreditNote, { refunds, movements, creditNotes }: Account): string[] {
  const credited = movements.filter((one) => idOf(one.credit_note) === note.id);
  const returned = total(note.refunds, ({ amount_refunded }) => amount_refunded);
  const named = creditNotes.flatMap((one) => one.refunds.map(({ refund }) => idOf(refund)));
  return [
    ...equal(
      `where the money of ${note.id} went`,
      note.pre_payment_amount + returned - sum(credited) + (note.out_of_band_amount ?? 0),
      note.total,
    ),
    ...equal(
      `lines of ${note.id}`,
      total(note.lines.data, ({ amount, taxes }) => amount + exclusiveOf(taxes)),
      note.total,
    ),
    ...note.refunds.flatMap(({ refund, amount_refunded }) => {
      const found = refunds.find(({ id }) => id === idOf(refund));
      return holds(
        (found?.amount ?? 0) >= amount_refunded,
        `${note.id} names more than ${idOf(refund)} returned`,
      );
    }),
    ...holds(credited.length < 2, `${note.id} was credited ${credited.length} times`),
    ...repeated(named).map((refund) => `${refund} stands in two credit notes`),
  ];
}

/** Each movement goes on from the one before, and the last one is where the balance stands. */
function wrongInBalance({ customerId, balance, movements }: Account): string[] {
  const steps = movements.flatMap(({ id, amount, ending_balance }, index) =>
    equal(`balance after ${id}`, (movements[index - 1]?.ending_balance ?? 0) + amount, ending_balance),
  );
  return balance === null ? steps : [...steps, ...equal(`balance of ${customerId}`, sum(movements), balance)];
}

/** A period of one item and price, or what was used in it, is billed on one line; what is prorated may come in parts. */
function periodsBilledTwice(invoices: Stripe.Invoice[]): string[] {
  const names = invoices
    .filter(({ status }) => status !== "void")
    .flatMap(({ lines }) => lines.data)
    .flatMap(({ amount, parent, pricing, period }) => {
      const from = parent?.subscription_item_details;
      if (!from || from.proration || amount === 0) return [];
      const price = idOf(pricing?.price_details?.price);
      return [`${from.subscription_item} at ${price} from ${period.start} to ${period.end}`];
    });
  return repeated(names).map((name) => `${name} is billed twice`);
}

const sum = (parts: readonly { amount: number }[] | null | undefined): number =>
  total(parts ?? [], ({ amount }) => amount);

const exclusiveOf = (taxes: Stripe.CreditNoteLineItem["taxes"]): number =>
  sum((taxes ?? []).filter(({ tax_behavior }) => tax_behavior === "exclusive"));
