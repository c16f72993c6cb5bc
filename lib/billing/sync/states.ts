import type { billingInvoices, billingSubscriptions } from "@/db/schema/platform";
import type { Grant } from "@/lib/entitlements/grant";
import type { Interval, PlanId } from "@/lib/entitlements/plans";

/** What one of Stripe's prices means, by price id. */
export type Catalog = ReadonlyMap<
  string,
  { plan: PlanId; kind: "base" | "seat" | "overage"; interval: Interval }
>;

type Kept = "tenantId" | "syncedSequence" | "updatedAt";
export type SubscriptionState = Omit<typeof billingSubscriptions.$inferSelect, Kept>;
export type InvoiceState = Omit<typeof billingInvoices.$inferSelect, "tenantId" | "updatedAt" | "number">;

/** The part of the local state that the next one depends on. */
export interface Before {
  grant: Grant;
  subscriptions: SubscriptionState[];
  /** Checkouts that another one had taken the place of, when they were paid nevertheless. */
  supersededIntents: ReadonlySet<string>;
}
