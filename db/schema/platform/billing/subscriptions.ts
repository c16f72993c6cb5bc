import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, updatedAt } from "../../columns";
import { platform } from "../schema";
import { billedTenant, counter, interval, money, plan } from "./columns";

/** A discount as far as it is shown: what it is called and what it takes off. */
export interface DiscountSummary {
  id: string;
  name: string | null;
  code: string | null;
  percentOff: number | null;
  amountOff: number | null;
  endsAt: string | null;
}

/** What a subscription will consist of, once something is paid or a date comes. */
export interface PlannedItems {
  plan: "free" | "starter" | "professional" | "business" | "enterprise";
  interval: "monthly" | "quarterly" | "annual";
  extraSeats: number;
}

/** Stripe's subscriptions as last seen. Only the sync writes here; a trigger refuses to leave a terminal status. */
export const billingSubscriptions = platform.table(
  "billing_subscriptions",
  {
    stripeId: text("stripe_id").primaryKey(),
    tenantId: billedTenant(),
    /** Stripe's words verbatim. Their list is open, so there is no check. */
    status: text("status").notNull(),
    /** A second live subscription of one tenant: mirrored, and granted nothing. */
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
    /** Prices on it that are not in the catalog, made by hand at Stripe: what they grant is for an operator to say. */
    foreignPriceIds: jsonb("foreign_price_ids").$type<string[]>().notNull().default([]),
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
    /** Stripe works out no tax any more, for want of an address it can place. */
    isTaxLost: boolean("is_tax_lost").notNull().default(false),
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
