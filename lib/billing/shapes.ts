import { z } from "zod";
import { intervals, planIds } from "@/lib/entitlements/plans";
import { instant } from "@/lib/platform/instant";

/** What leaves of what a workspace buys. Amounts in minor units of the currency beside them. */

export const plan = z.enum(planIds);
export const interval = z.enum(intervals);
export const access = z.enum(["full", "restricted", "suspended"]);
const currency = z.string();
/** Minor units; a credit is negative. */
export const money = z.int();

/** Where the browser goes next: a page of Stripe's. */
export const pageToGo = z.object({ url: z.url() });

/** What a subscription consists of. */
export const terms = z.object({ plan, interval, extraSeats: z.int().nonnegative() });

export const card = z.object({
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int().nullable(),
  expYear: z.int().nullable(),
});

const discount = z.object({
  name: z.string().nullable(),
  code: z.string().nullable(),
  percentOff: z.number().nullable(),
  amountOff: money.nullable(),
  endsAt: z.string().nullable(),
});

export const subscription = z.object({
  /** Stripe's word, and so an open list. */
  status: z.string(),
  /** Null where all of it was arranged by hand. */
  planId: plan.nullable(),
  /** Something on it is not in the catalog, so the plan and the seats are changed by talking. */
  isArranged: z.boolean(),
  interval: interval.nullable(),
  extraSeats: z.int().nonnegative(),
  currency,
  /** What one period costs before tax and discounts. */
  amount: money,
  periodEnd: instant.nullable(),
  trialEnd: instant.nullable(),
  cancelAt: instant.nullable(),
  endedAt: instant.nullable(),
  graceEndsAt: instant.nullable(),
  discounts: z.array(discount),
  /** Its invoices carry no tax until the address is complete. */
  isTaxLost: z.boolean(),
  isCollectionPaused: z.boolean(),
  collectionResumesAt: instant.nullable(),
  pausedReason: z.string().nullable(),
  pausedAt: instant.nullable(),
  /** A change that waits for its payment. */
  pendingUpdate: terms.nullable(),
  pendingUpdateExpiresAt: instant.nullable(),
  /** A change that waits for the end of the period. */
  scheduledChange: terms.nullable(),
  scheduledFor: instant.nullable(),
});

export const invoiceLine = z.object({
  description: z.string(),
  quantity: z.number().nullable(),
  amount: money,
  discount: money,
  tax: money,
  periodStart: z.string(),
  periodEnd: z.string(),
  isProration: z.boolean(),
});

const billTo = z.object({
  name: z.string().nullable(),
  address: z
    .object({
      line1: z.string().nullable(),
      line2: z.string().nullable(),
      city: z.string().nullable(),
      postalCode: z.string().nullable(),
      state: z.string().nullable(),
      country: z.string().nullable(),
    })
    .nullable(),
  taxIds: z.array(z.object({ type: z.string(), value: z.string() })),
  purchaseOrder: z.string().optional(),
});

/** A credit note gives back what an invoice took; its amounts are below zero. */
const documentKind = z.enum(["invoice", "credit_note"]);

/** An invoice or a credit note in a list. */
export const invoiceRow = z.object({
  number: z.string(),
  kind: documentKind,
  status: z.string(),
  currency,
  total: money,
  /** How much of it went back to the card. */
  refunded: money,
  /** When it was issued. */
  date: instant,
});

const taxByRate = z.object({
  /** 19 for 19 %; null where it is not known. */
  percent: z.number().nullable(),
  /** What it is taken of, without the tax. */
  taxable: money,
  amount: money,
  /** Stripe's word for why so much, and so an open list. */
  reason: z.string().nullable(),
});

/** An invoice or a credit note as the books need it. */
export const bookedInvoice = z.object({
  number: z.string(),
  kind: documentKind,
  /** The number of the invoice that a credit note corrects, where it is known. */
  corrects: z.string().nullable(),
  stripeNumber: z.string().nullable(),
  status: z.string(),
  issuedAt: instant.nullable(),
  dueAt: instant.nullable(),
  paidAt: instant.nullable(),
  currency,
  subtotal: money,
  discount: money,
  tax: money,
  taxes: z.array(taxByRate),
  total: money,
  amountPaid: money,
  amountRemaining: money,
  amountRefunded: money,
  amountCredited: money,
});

/** An invoice as its page and its PDF show it. */
export const invoice = bookedInvoice.extend({
  workspaceName: z.string(),
  billTo: billTo.nullable(),
  draftedAt: instant,
  /** Stripe's word for whether the recipient bears tax. */
  taxExempt: z.string().nullable(),
  /** Numbers of the credit notes that correct it, oldest first. */
  corrections: z.array(z.string()),
  startingBalance: money,
  endingBalance: money.nullable(),
  lines: z.array(invoiceLine),
  /** Where it can be paid. */
  hostedUrl: z.string().nullable(),
  /** Every try to collect it, oldest first. */
  attempts: z.array(
    z.object({
      status: z.string(),
      amount: money,
      currency,
      declineCode: z.string().nullable(),
      attemptedAt: instant,
    }),
  ),
  /** What was given back, oldest first. */
  adjustments: z.array(
    z.object({
      kind: z.enum(["credit_note", "refund"]),
      number: z.string().nullable(),
      amount: money,
      currency,
      adjustedAt: instant,
    }),
  ),
});
