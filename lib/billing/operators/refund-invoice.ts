import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { billingAdjustments } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { refundByNote } from "@/lib/billing/stripe/give-back";
import { AppError, invalidField } from "@/lib/core/errors";
import { formatMoney, minorUnitsOf } from "@/lib/platform/money";
import { findInvoice, type Invoice } from "./find-invoice";
import { operatorCommand } from "./operator-command";
import { refundInvoiceInput } from "./schema";

/**
 * Pays an invoice back to the card it was paid with, in whole or in part, by a credit note: the workspace finds one document,
 * `CN-…`. Amounts in minor units, tax included. Throws `conflict` where nothing is left to give back, `invalid` beside an
 * amount that is more than that.
 */
export const refundInvoice = operatorCommand({
  name: "invoice.refund",
  summary: "Pay an invoice back to its card",
  event: "invoice.refunded",
  givesMoney: true,
  input: refundInvoiceInput,
  output: z.object({
    number: z.string(),
    currency: z.string(),
    amount: money,
    /** What may still be given back afterwards. */
    left: money,
  }),
  example: {
    ...{ slug: "acme", number: "INV-202611-000042", amount: "25.00" },
    ...{ reason: "Our outage cost them a week", isDryRun: false },
  },
  async find(db, tenantId, { number, amount: typed }) {
    const found = await findInvoice(db, tenantId, number);
    refuseUnpaid(found.invoice);
    const refundable = await refundableOf(db, found.invoice);
    if (refundable === 0)
      throw new AppError("conflict", `Nothing of ${number} is left to give back to a card.`);
    const { currency } = found.invoice;
    const amount = typed === undefined ? refundable : minorUnitsOf(typed, currency);
    if (amount === null)
      throw invalidField("amount", `Enter an amount in ${currency.toUpperCase()}, such as 25 or 25.00.`);
    if (amount === 0) throw invalidField("amount", "Enter more than zero.");
    if (amount > refundable)
      throw invalidField("amount", `At most ${formatMoney(refundable, currency)} can be given back.`);
    return { ...found, amount, left: refundable - amount };
  },
  foresee: (target) => resultOf(target),
  async ask(target, _input, key) {
    await refundByNote(target.invoice.stripeId, target.amount, key);
    return resultOf(target);
  },
  data: ({ amount, invoice }) => ({ amount: formatMoney(amount, invoice.currency) }),
});

interface Refund {
  invoice: Invoice;
  amount: number;
  left: number;
}

function resultOf({ invoice: { number, currency }, amount, left }: Refund) {
  return { number, currency, amount, left };
}

function refuseUnpaid({ number, status }: Invoice): void {
  if (status === "paid") return;
  const hint = status === "open" ? " Write it off if it shall not be paid." : "";
  throw new AppError("conflict", `${number} is ${status}: nothing was paid for it.${hint}`);
}

/** What was paid by card and not given back yet, and no more than credit notes leave of the total. */
async function refundableOf(db: PlatformDb, invoice: Invoice): Promise<number> {
  const [noted] = await db
    .select({ total: sql<number>`coalesce(sum(${billingAdjustments.amount}), 0)::int` })
    .from(billingAdjustments)
    .where(
      and(
        eq(billingAdjustments.tenantId, invoice.tenantId),
        eq(billingAdjustments.invoiceId, invoice.stripeId),
        eq(billingAdjustments.kind, "credit_note"),
        ne(billingAdjustments.status, "void"),
      ),
    );
  const byCard = invoice.amountPaid - invoice.amountRefunded;
  return Math.max(0, Math.min(byCard, invoice.total - (noted?.total ?? 0)));
}
