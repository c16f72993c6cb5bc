import { sql } from "drizzle-orm";
import { index, jsonb, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "../../columns";
import { platform } from "../schema";
import { billedTenant } from "./columns";

/** What can come of a difference between two states of billing. The list grows; rows of retired kinds stay. */
export const effectKinds = [
  "activated",
  "arranged",
  "changed",
  "change_scheduled",
  "change_unscheduled",
  "change_pending",
  "change_expired",
  "trial_ending",
  "trial_shortened",
  "renewal_ahead",
  "cancel_scheduled",
  "cancel_undone",
  "canceled",
  "paused",
  "resumed",
  "discounted",
  "tax_lost",
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
  "adjusted",
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
    tenantId: billedTenant(),
    kind: text("kind").$type<EffectKind>().notNull(),
    payload: jsonb("payload").$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
    doneAt: instant("done_at"),
  },
  (t) => [index("billing_outbox_open_index").on(t.createdAt).where(sql`${t.doneAt} is null`)],
);
