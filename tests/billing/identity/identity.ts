import type Stripe from "stripe";
import { wrongInAccount } from "./account";
import { type Books, readBooks } from "./books";
import { equal, holds, idOf, repeated, total } from "./finding";

/** Every sum of one workspace that does not come out, at Stripe and in the product; none when its books are right. */
export async function wrongSums(stripe: Stripe, tenantId: string, customerIds: string[]): Promise<string[]> {
  return wrongIn(await readBooks(stripe, tenantId, customerIds));
}

/** The same of books that were read. */
export function wrongIn(books: Books): string[] {
  return [
    ...books.accounts.flatMap(wrongInAccount),
    ...wrongInLedger(books),
    ...wrongMoney(books),
    ...wrongDocuments(books),
  ];
}

/** The product's own rows: what a page adds up comes out, and no number is given twice. */
function wrongInLedger({ ledger: { invoices, attempts, adjustments } }: Books): string[] {
  const numbers = [...invoices, ...adjustments].flatMap(({ number }) => number ?? []);
  return [
    ...repeated(numbers).map((number) => `${number} is the number of two documents`),
    ...invoices.flatMap((invoice) => {
      const name = invoice.number ?? invoice.stripeId;
      const returned = adjustments.filter(
        ({ kind, invoiceId }) => kind === "refund" && invoiceId === invoice.stripeId,
      );
      const paid = attempts.filter(
        ({ status, invoiceId }) => status === "succeeded" && invoiceId === invoice.stripeId,
      );
      return [
        ...equal(
          `lines of ${name}`,
          total(invoice.lines, ({ amount }) => amount),
          invoice.subtotal,
        ),
        ...equal(
          `tax by rate of ${name}`,
          total(invoice.taxes, ({ amount }) => amount),
          invoice.tax,
        ),
        ...equal(
          `attempts that paid ${name}`,
          total(paid, ({ amount }) => amount),
          invoice.amountPaid,
        ),
        ...equal(
          `refunds of ${name}`,
          total(returned, ({ amount }) => amount),
          invoice.amountRefunded,
        ),
      ];
    }),
  ];
}

/** Charges less refunds is what was paid of invoices less what was paid out, at Stripe as in the product. */
function wrongMoney({ accounts, ledger }: Books): string[] {
  const charges = accounts.flatMap((account) => account.charges.filter(({ paid }) => paid));
  const refunds = accounts.flatMap((account) => account.refunds);
  const kept = total(charges, ({ amount }) => amount) - total(refunds, ({ amount }) => amount);
  const paidOut = ledger.adjustments.filter(({ kind }) => kind === "refund");
  const booked =
    total(ledger.invoices, ({ amountPaid }) => amountPaid) - total(paidOut, ({ amount }) => amount);
  const present = accounts.at(-1);
  const isDisputed = accounts.some(({ disputes }) => disputes.some(isUndecided));
  return [
    ...equal("charges less refunds, against invoices paid less credits paid out", kept, booked),
    ...equal("balance", present?.balance ?? 0, ledger.balance),
    ...holds(ledger.isDisputed === isDisputed, `a dispute is open: ${isDisputed}, here ${ledger.isDisputed}`),
  ];
}

/**
 * What was asked for, less what was taken back, is what came in less what went out, what is still owed, and what stands on
 * the balance: that of the documents here, the rest of the money at Stripe. A void invoice asks for nothing, nor does what
 * corrects it.
 */
function wrongDocuments({ accounts, ledger }: Books): string[] {
  const issued = ledger.invoices.filter(({ status }) => status !== "draft" && status !== "void");
  const isIssued = new Set(issued.map(({ stripeId }) => stripeId));
  const notes = ledger.adjustments.filter(
    ({ kind, invoiceId }) => kind === "credit_note" && isIssued.has(invoiceId ?? ""),
  );
  const documents = total(issued, (invoice) => invoice.total) - total(notes, ({ amount }) => amount);
  return equal(
    "documents, against money",
    documents,
    total(accounts, (account) => moneyBehind(account, isIssued)),
  );
}

function moneyBehind(
  { charges, creditNotes, invoices, movements }: Books["accounts"][number],
  isIssued: Set<string>,
): number {
  const notes = creditNotes.filter(({ invoice }) => isIssued.has(idOf(invoice)));
  const came = total(charges, ({ paid, amount }) => (paid ? amount : 0));
  const wentByNote = total(notes, ({ refunds }) => total(refunds, ({ amount_refunded }) => amount_refunded));
  const wentOutside = total(notes, ({ out_of_band_amount }) => out_of_band_amount ?? 0);
  const owed = total(invoices, ({ status, amount_remaining }) => (status === "draft" ? 0 : amount_remaining));
  // What an invoice or a note moved is a document's doing; what somebody gave by hand is not.
  const balance = total(movements, ({ type, amount }) => (type === "adjustment" ? 0 : amount));
  return came - wentByNote - wentOutside + owed + balance;
}

const isUndecided = ({ status }: Stripe.Dispute): boolean =>
  !["won", "lost", "warning_closed", "prevented"].includes(status);
