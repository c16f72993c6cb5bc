import { sql } from "drizzle-orm";
import { check, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "../../columns";
import { platform } from "../schema";
import { billedTenant } from "./columns";

/**
 * Who has had a trial, or is about to: nothing but keyed hashes, of a person, a company, a card and of the workspace it was
 * in. It names nobody and outlives all of them, so that leaving and coming again gives no second trial.
 */
export const trialRedemptions = platform.table(
  "trial_redemptions",
  {
    kind: text("kind", { enum: ["person", "company", "card"] }).notNull(),
    hash: text("hash").notNull(),
    workspaceHash: text("workspace_hash").notNull(),
    /** A checkout that is not finished by then has claimed nothing. */
    claimedUntil: instant("claimed_until").notNull(),
    /** Null until the trial has begun. */
    redeemedAt: instant("redeemed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.hash, t.workspaceHash] }),
    check("trial_redemptions_kind_check", sql`${t.kind} in ('person', 'company', 'card')`),
  ],
);

/** One more trial that an operator allows a workspace, whoever had one before. */
export const trialGrants = platform.table("trial_grants", {
  tenantId: billedTenant().primaryKey(),
  reason: text("reason").notNull(),
  grantedBy: text("granted_by").notNull(),
  createdAt: createdAt(),
  /** The trial it was used for; null while it may still be. */
  subscriptionId: text("subscription_id"),
});
