import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, updatedAt } from "../../columns";
import { platform } from "../schema";
import type { BillTo } from "./accounts";
import { billedTenant, money } from "./columns";

/** One line of an invoice, in minor units of the invoice's currency. */
export interface InvoiceLineSummary {
  description: string;
  quantity: number | null;
  amount: number;
  discount: number;
  tax: number;
  periodStart: string;
  periodEnd: string;
  isProration: boolean;
}

/** What one rate of tax comes to, in minor units of the invoice's currency. */
export interface TaxSummary {
  /** 19 for 19 %; null where Stripe does not say. */
  percent: number | null;
  /** The amount it is taken of, without the tax. */
  taxable: number;
  amount: number;
  /** Stripe's word for why so much, such as `reverse_charge`. */
  reason: string | null;
}

export const billingInvoices = platform.table(
  "billing_invoices",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: billedTenant(),
    subscriptionId: text("subscription_id"),
    /** Ours, without gaps in its series, given the first time the invoice is seen finalised. Stripe's own stands beside it. */
    number: text("number").unique(),
    stripeNumber: text("stripe_number"),
    status: text("status").notNull(),
    billingReason: text("billing_reason"),
    currency: text("currency").notNull(),
    subtotal: money("subtotal").notNull(),
    discount: money("discount").notNull(),
    tax: money("tax").notNull(),
    total: money("total").notNull(),
    amountDue: money("amount_due").notNull(),
    amountPaid: money("amount_paid").notNull(),
    amountRemaining: money("amount_remaining").notNull(),
    startingBalance: money("starting_balance").notNull().default(0),
    endingBalance: money("ending_balance"),
    /** What was given back afterwards: to the card, and as credit. */
    amountRefunded: money("amount_refunded").notNull().default(0),
    amountCredited: money("amount_credited").notNull().default(0),
    lines: jsonb("lines").$type<InvoiceLineSummary[]>().notNull().default([]),
    taxes: jsonb("taxes").$type<TaxSummary[]>().notNull().default([]),
    /** Stripe's word for whether the recipient bears tax. */
    taxExempt: text("tax_exempt"),
    /** Stripe's id of the invoice that this one takes something back from. */
    correctsId: text("corrects_id"),
    billTo: jsonb("bill_to").$type<BillTo>(),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    lastError: text("last_error"),
    attemptCount: integer("attempt_count").notNull(),
    nextAttemptAt: instant("next_attempt_at"),
    /** Whether the bank waits for the owner of the card to confirm the payment. */
    needsAction: boolean("needs_action").notNull().default(false),
    draftedAt: instant("drafted_at").notNull(),
    issuedAt: instant("issued_at"),
    dueAt: instant("due_at"),
    paidAt: instant("paid_at"),
    voidedAt: instant("voided_at"),
    hostedUrl: text("hosted_url"),
    pdfUrl: text("pdf_url"),
    updatedAt: updatedAt(),
  },
  (t) => [index("billing_invoices_tenant_index").on(t.tenantId, t.draftedAt.desc(), t.stripeId.desc())],
);

/** Every try to collect an invoice, as Stripe tells of it. */
export const billingPaymentAttempts = platform.table(
  "billing_payment_attempts",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: billedTenant(),
    invoiceId: text("invoice_id").notNull(),
    status: text("status").notNull(),
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    declineCode: text("decline_code"),
    attemptedAt: instant("attempted_at").notNull(),
  },
  (t) => [index("billing_payment_attempts_invoice_index").on(t.tenantId, t.invoiceId, t.attemptedAt)],
);

/** What was given back: a credit note, or money returned to the card. */
export const billingAdjustments = platform.table(
  "billing_adjustments",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: billedTenant(),
    kind: text("kind", { enum: ["credit_note", "refund"] }).notNull(),
    invoiceId: text("invoice_id"),
    /** Ours, of a credit note: in one series with the invoices that are below zero. */
    number: text("number").unique(),
    stripeNumber: text("stripe_number"),
    status: text("status").notNull(),
    reason: text("reason"),
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    /** Of a credit note: what is in the amount. */
    tax: money("tax").notNull().default(0),
    lines: jsonb("lines").$type<InvoiceLineSummary[]>().notNull().default([]),
    taxes: jsonb("taxes").$type<TaxSummary[]>().notNull().default([]),
    pdfUrl: text("pdf_url"),
    /** Of a refund: the credit note that it belongs to. */
    creditNoteId: text("credit_note_id"),
    adjustedAt: instant("adjusted_at").notNull(),
  },
  (t) => [
    index("billing_adjustments_invoice_index").on(t.tenantId, t.invoiceId),
    check("billing_adjustments_kind_check", sql`${t.kind} in ('credit_note', 'refund')`),
  ],
);

/** The next free number of a series, `INV` or `CN`, in a UTC month, `YYYYMM`. */
export const invoiceCounters = platform.table(
  "invoice_counters",
  {
    series: text("series").notNull().default("INV"),
    month: text("month").notNull(),
    next: integer("next").notNull(),
  },
  (t) => [primaryKey({ columns: [t.series, t.month] })],
);
