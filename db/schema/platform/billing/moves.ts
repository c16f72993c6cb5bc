import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "../../columns";
import { platform } from "../schema";
import { billedTenant, money } from "./columns";

/** That payers of one price go over to another, as an operator decided it. */
export const billingMoves = platform.table("billing_moves", {
  id: text("id").primaryKey(),
  /** A plan or one of Stripe's prices. */
  from: text("from_terms").notNull(),
  to: text("to_terms").notNull(),
  /** The first day on which anybody's renewal counts. */
  startsOn: instant("starts_on").notNull(),
  noticeDays: integer("notice_days").notNull(),
  reason: text("reason").notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: createdAt(),
  canceledAt: instant("canceled_at"),
});

/** One payer of a move, and how far it has come: each status is reached once. */
export const billingMovePayers = platform.table(
  "billing_move_payers",
  {
    moveId: text("move_id")
      .notNull()
      .references(() => billingMoves.id),
    tenantId: billedTenant(),
    subscriptionId: text("subscription_id").notNull(),
    status: text("status", { enum: ["planned", "noticed", "moved", "left"] })
      .notNull()
      .default("planned"),
    /** Why a payer was left alone. */
    note: text("note"),
    currency: text("currency").notNull(),
    /** What one period costs now and then, before tax and discounts. */
    amountBefore: money("amount_before").notNull(),
    amountAfter: money("amount_after").notNull(),
    /** The renewal they were told of; it may be a later one, and never is an earlier one. */
    effectiveAt: instant("effective_at").notNull(),
    noticedAt: instant("noticed_at"),
    /** When Stripe was first asked: from then on what stands there may be our doing. */
    askedAt: instant("asked_at"),
    movedAt: instant("moved_at"),
  },
  (t) => [
    primaryKey({ columns: [t.moveId, t.tenantId] }),
    index("billing_move_payers_open_index")
      .on(t.effectiveAt)
      .where(sql`${t.status} in ('planned', 'noticed')`),
    check("billing_move_payers_status_check", sql`${t.status} in ('planned', 'noticed', 'moved', 'left')`),
  ],
);
