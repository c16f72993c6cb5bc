import { z } from "zod";
import type { WorkspaceDb } from "@/db/tenant";
import { readPriceBook } from "@/lib/billing/changes/price-book";
import { findSubscription, type PaidSubscription } from "@/lib/billing/find-subscription";
import { tellUsage } from "@/lib/billing/metered/meter-workspace";
import { money } from "@/lib/billing/shapes";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { type NextInvoice, readNextInvoice } from "@/lib/billing/stripe/next-invoice";
import { command } from "@/lib/core/operation";
import { instant } from "@/lib/platform/instant";
import { billLine, billLinesOf } from "./bill-lines";

/** What the running period has come to and what it costs to go on, in minor units of `currency`. */
const nextBill = z.object({
  currency: z.string(),
  lines: z.array(billLine),
  subtotal: money,
  discount: money,
  tax: money,
  total: money,
  /** What the customer's balance gives (negative) or receives (positive). */
  balance: money,
  due: money,
  chargedAt: instant,
  /** Whether use until then is added to it. */
  isEstimate: z.boolean(),
});
export type NextBill = z.output<typeof nextBill>;

/** Where something is charged by itself when the period ends. */
const chargedStatuses = ["trialing", "active", "past_due"];

/**
 * The next invoice as it stands: Stripe is told what was used so far and works it out. Null where nothing is charged.
 * Throws `unavailable` where Stripe does not answer.
 */
export const previewInvoice = command({
  name: "invoice.preview",
  summary: "Preview the next invoice with what was used so far",
  permission: "billing:read",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: nextBill.nullable(),
  emits: [],
  emitsNothing: "looking changes nothing; Stripe works the figures out, so it follows the transaction",
  rest: "POST /subscription/preview-invoice",
  example: {},
  run: ({ db, context }) => findCharged(db, context.tenant.id),
  async afterCommit({ context }, subscription) {
    if (!subscription) return null;
    await tellUsage(context.tenant.id);
    const [book, invoice] = await Promise.all([readPriceBook(), findNext(subscription)]);
    if (!invoice) return null;
    const { currency, subtotal, discount, tax, total, due } = invoice;
    const lines = billLinesOf(invoice.lines, book);
    return {
      ...{ currency, lines, subtotal, discount, tax, total, due },
      balance: due - total,
      chargedAt: chargedAt(subscription, invoice),
      isEstimate: lines.some(({ part }) => part === "use"),
    };
  },
});

/** The subscription something will be charged for; one whose payments are on hold is none. */
async function findCharged(db: WorkspaceDb, tenantId: string): Promise<PaidSubscription | null> {
  const subscription = await findSubscription(db, tenantId, chargedStatuses);
  return subscription && !subscription.isCollectionPaused ? subscription : null;
}

/** Null where Stripe says that there will be none: it may have ended since it was read. */
async function findNext({ stripeId }: PaidSubscription): Promise<NextInvoice | null> {
  try {
    return await readNextInvoice(stripeId);
  } catch (thrown) {
    if (isRefusedByStripe(thrown)) return null;
    throw thrown;
  }
}

/** An end is imagined for today; it comes when use is billed next, or with the plan. */
function chargedAt({ cancelAt, usagePeriodEnd }: PaidSubscription, { endsAt }: NextInvoice): Date {
  if (!cancelAt) return endsAt;
  return usagePeriodEnd && usagePeriodEnd < cancelAt ? usagePeriodEnd : cancelAt;
}
