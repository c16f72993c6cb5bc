import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";

const plan = (name = "plan") =>
  text(name, { enum: ["free", "starter", "professional", "business", "enterprise"] });
const interval = () => text("interval", { enum: ["monthly", "quarterly", "annual"] });
const payer = () => tenantId().references(() => tenants.id, { onDelete: "cascade" });
/** Minor units of the row's currency. Cents stay far below 2^53, so a JavaScript number holds them exactly. */
const money = (name: string) => bigint(name, { mode: "number" });
const counter = (name: string) => bigint(name, { mode: "number" });

/** Who an invoice is made out to. */
export interface BillTo {
  name: string | null;
  address: {
    line1: string | null;
    line2: string | null;
    city: string | null;
    postalCode: string | null;
    state: string | null;
    country: string | null;
  } | null;
  taxIds: { type: string; value: string }[];
}

/** A discount as far as it is shown: what it is called and what it takes off. */
export interface DiscountSummary {
  id: string;
  name: string | null;
  code: string | null;
  percentOff: number | null;
  amountOff: number | null;
  endsAt: string | null;
}

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

/** What a subscription will consist of, once something is paid or a date comes. */
export interface PlannedItems {
  plan: "free" | "starter" | "professional" | "business" | "enterprise";
  interval: "monthly" | "quarterly" | "annual";
  extraSeats: number;
}

export interface CardSummary {
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
}

/** The tenant as payer. */
export const billingCustomers = platform.table("billing_customers", {
  tenantId: payer().primaryKey(),
  stripeCustomerId: text("stripe_customer_id").notNull().unique(),
  email: text("email"),
  paymentMethod: jsonb("payment_method").$type<CardSummary>(),
  balance: money("balance").notNull().default(0),
  currency: text("currency"),
  isDelinquent: boolean("is_delinquent").notNull().default(false),
  isDeleted: boolean("is_deleted").notNull().default(false),
  billTo: jsonb("bill_to").$type<BillTo>(),
  taxExempt: text("tax_exempt"),
  /** A bank has taken a payment back and Stripe is contesting it. */
  isDisputed: boolean("is_disputed").notNull().default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** Stripe's subscriptions as last seen. Only the sync writes here; a trigger refuses to leave a terminal status. */
export const billingSubscriptions = platform.table(
  "billing_subscriptions",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: payer(),
    /** Stripe's words verbatim. Their list is open, so there is no check. */
    status: text("status").notNull(),
    /** A second live subscription of one tenant: mirrored, reported, and granted nothing. */
    isDuplicate: boolean("is_duplicate").notNull().default(false),
    plan: plan(),
    interval: interval(),
    extraSeats: integer("extra_seats").notNull().default(0),
    baseItemId: text("base_item_id"),
    seatItemId: text("seat_item_id"),
    /** The metered item has a period of its own, a month, whatever the plan's interval. */
    meteredItemId: text("metered_item_id"),
    usagePeriodStart: instant("usage_period_start"),
    usagePeriodEnd: instant("usage_period_end"),
    currency: text("currency").notNull(),
    /** What one period costs before tax and discounts. */
    amount: money("amount").notNull(),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    trialStart: instant("trial_start"),
    trialEnd: instant("trial_end"),
    cancelAt: instant("cancel_at"),
    canceledAt: instant("canceled_at"),
    endedAt: instant("ended_at"),
    isCollectionPaused: boolean("is_collection_paused").notNull().default(false),
    collectionResumesAt: instant("collection_resumes_at"),
    discounts: jsonb("discounts").$type<DiscountSummary[]>().notNull().default([]),
    cancelFeedback: text("cancel_feedback"),
    cancelComment: text("cancel_comment"),
    pausedReason: text("paused_reason"),
    pausedAt: instant("paused_at"),
    /** A change that waits for its payment; the old terms stay in force until then. */
    pendingUpdate: jsonb("pending_update").$type<PlannedItems>(),
    pendingUpdateExpiresAt: instant("pending_update_expires_at"),
    /** What the attached schedule will make of it, and when. */
    scheduleId: text("schedule_id"),
    scheduledChange: jsonb("scheduled_change").$type<PlannedItems>(),
    scheduledFor: instant("scheduled_for"),
    latestInvoiceId: text("latest_invoice_id"),
    collectionMethod: text("collection_method").notNull(),
    /** Set once per past_due episode; later failed retries do not extend the grace. */
    pastDueSince: instant("past_due_since"),
    graceEndsAt: instant("grace_ends_at"),
    startedAt: instant("started_at").notNull(),
    syncedSequence: counter("synced_sequence").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("billing_subscriptions_tenant_index").on(t.tenantId, t.startedAt),
    uniqueIndex("billing_subscriptions_live_key")
      .on(t.tenantId)
      .where(
        sql`${t.status} in ('trialing', 'active', 'past_due', 'unpaid', 'paused') and not ${t.isDuplicate}`,
      ),
    check("billing_subscriptions_seats_check", sql`${t.extraSeats} >= 0`),
  ],
);

export const billingInvoices = platform.table(
  "billing_invoices",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: payer(),
    subscriptionId: text("subscription_id"),
    /** Ours, without gaps, given the first time the invoice is seen finalised. Stripe's own stands beside it. */
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
    billTo: jsonb("bill_to").$type<BillTo>(),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    lastError: text("last_error"),
    attemptCount: integer("attempt_count").notNull(),
    nextAttemptAt: instant("next_attempt_at"),
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
    tenantId: payer(),
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
export const billingReturns = platform.table(
  "billing_returns",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: payer(),
    kind: text("kind", { enum: ["credit_note", "refund"] }).notNull(),
    invoiceId: text("invoice_id"),
    number: text("number"),
    status: text("status").notNull(),
    reason: text("reason"),
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    pdfUrl: text("pdf_url"),
    returnedAt: instant("returned_at").notNull(),
  },
  (t) => [
    index("billing_returns_invoice_index").on(t.tenantId, t.invoiceId),
    check("billing_returns_kind_check", sql`${t.kind} in ('credit_note', 'refund')`),
  ],
);

/** Where the nightly sweep found our image to differ from Stripe: it must stay empty. */
export const billingDrift = platform.table(
  "billing_drift",
  {
    id: text("id").primaryKey(),
    tenantId: payer(),
    customerId: text("customer_id").notNull(),
    objectId: text("object_id").notNull(),
    field: text("field").notNull(),
    local: jsonb("local"),
    remote: jsonb("remote"),
    foundAt: instant("found_at").notNull().defaultNow(),
  },
  (t) => [index("billing_drift_found_index").on(t.foundAt.desc())],
);

/** How far the search for events that never reached us has come. One line. */
export const billingRecovery = platform.table("billing_recovery", {
  id: text("id").primaryKey(),
  recoveredUntil: instant("recovered_until").notNull(),
});

/** Who tried a plan for nothing already: the same card, or another workspace of the same tenant. */
export const trialRedemptions = platform.table(
  "trial_redemptions",
  {
    tenantId: payer(),
    subscriptionId: text("subscription_id").primaryKey(),
    fingerprint: text("fingerprint"),
    redeemedAt: instant("redeemed_at").notNull(),
  },
  (t) => [index("trial_redemptions_fingerprint_index").on(t.fingerprint)],
);

/** The next free invoice number of a UTC month, `YYYYMM`. */
export const invoiceCounters = platform.table("invoice_counters", {
  month: text("month").primaryKey(),
  next: integer("next").notNull(),
});

/** The inbox: every signed event, kept before it is answered. */
export const stripeEvents = platform.table(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    apiVersion: text("api_version"),
    objectId: text("object_id"),
    objectType: text("object_type"),
    customerId: text("customer_id"),
    requestId: text("request_id"),
    payload: jsonb("payload").notNull(),
    status: text("status", { enum: ["pending", "done", "unmatched", "ignored", "dead"] }).notNull(),
    /** The customer's `wanted` when this came in: a sync that applied as much has seen it. */
    sequence: counter("sequence"),
    deliveries: integer("deliveries").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
  },
  (t) => [
    index("stripe_events_customer_index")
      .on(t.customerId, t.sequence)
      .where(sql`${t.status} in ('pending', 'dead')`),
    check(
      "stripe_events_status_check",
      sql`${t.status} in ('pending', 'done', 'unmatched', 'ignored', 'dead')`,
    ),
  ],
);

/** One line per customer: how much was asked for, how much is applied, and who is at it. */
export const billingSync = platform.table(
  "billing_sync",
  {
    customerId: text("customer_id").primaryKey(),
    wanted: counter("wanted").notNull().default(0),
    applied: counter("applied").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    leaseToken: text("lease_token"),
    leaseUntil: instant("lease_until"),
    /** When to look again though nothing happens: a reminder falls due, or a grace ends. By Stripe's clock. */
    wakeAt: instant("wake_at"),
    attempts: integer("attempts").notNull().default(0),
    status: text("status", { enum: ["live", "dead"] })
      .notNull()
      .default("live"),
    lastError: text("last_error"),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("billing_sync_due_index")
      .on(t.dueAt)
      .where(sql`${t.applied} < ${t.wanted} and ${t.status} = 'live'`),
    index("billing_sync_wake_index").on(t.wakeAt).where(sql`${t.wakeAt} is not null`),
    check("billing_sync_status_check", sql`${t.status} in ('live', 'dead')`),
  ],
);

/** What we are about to ask Stripe for, written first: its id is the idempotency key, whoever asks again. */
export const billingIntents = platform.table(
  "billing_intents",
  {
    id: text("id").primaryKey(),
    tenantId: payer(),
    kind: text("kind", {
      enum: [
        "customer",
        "checkout",
        "change",
        "cancel",
        "pause",
        "resume",
        "discount",
        "schedule",
        "payment",
        "operator",
      ],
    }).notNull(),
    params: jsonb("params").$type<Record<string, unknown>>().notNull(),
    paramsHash: text("params_hash").notNull(),
    status: text("status", { enum: ["pending", "open", "completed", "superseded", "expired", "failed"] })
      .notNull()
      .default("pending"),
    /** What Stripe made of it: a customer, a Checkout Session. */
    stripeId: text("stripe_id").unique(),
    expiresAt: instant("expires_at"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("billing_intents_open_key")
      .on(t.tenantId, t.kind)
      .where(sql`${t.status} in ('pending', 'open')`),
    check(
      "billing_intents_status_check",
      sql`${t.status} in ('pending', 'open', 'completed', 'superseded', 'expired', 'failed')`,
    ),
  ],
);

/** What can come of a difference between two states of billing. The list grows; rows of retired kinds stay. */
export const effectKinds = [
  "activated",
  "changed",
  "change_scheduled",
  "change_unscheduled",
  "change_pending",
  "change_expired",
  "trial_ending",
  "renewal_ahead",
  "cancel_scheduled",
  "cancel_undone",
  "canceled",
  "paused",
  "resumed",
  "discounted",
  "collection_paused",
  "collection_resumed",
  "invoice_issued",
  "paid",
  "payment_failed",
  "action_required",
  "finalization_failed",
  "dunning",
  "restricted",
  "recovered",
  "returned",
  "disputed",
  "card_expiring",
  "customer_deleted",
  "duplicate",
] as const;
export type EffectKind = (typeof effectKinds)[number];

/** What a transition of billing owes to the outside, once per key. */
export const billingOutbox = platform.table(
  "billing_outbox",
  {
    effectKey: text("effect_key").primaryKey(),
    tenantId: payer(),
    kind: text("kind").$type<EffectKind>().notNull(),
    payload: jsonb("payload").$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
    doneAt: instant("done_at"),
  },
  (t) => [index("billing_outbox_open_index").on(t.createdAt).where(sql`${t.doneAt} is null`)],
);

/** Which of Stripe's prices means what. Retired prices stay, so that subscriptions on them still resolve. */
export const planPrices = platform.table(
  "plan_prices",
  {
    stripePriceId: text("stripe_price_id").primaryKey(),
    plan: plan().notNull(),
    kind: text("kind", { enum: ["base", "seat", "overage"] }).notNull(),
    interval: interval().notNull(),
    catalogVersion: integer("catalog_version").notNull(),
    isActive: boolean("is_active").notNull(),
  },
  (t) => [
    uniqueIndex("plan_prices_active_key").on(t.plan, t.kind, t.interval).where(sql`${t.isActive}`),
    check("plan_prices_kind_check", sql`${t.kind} in ('base', 'seat', 'overage')`),
  ],
);
