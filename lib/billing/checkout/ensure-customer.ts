import { eq } from "drizzle-orm";
import { billingAccounts } from "@/db/schema/platform";
import { enterTenant, withPlatform } from "@/db/tenant";
import { findCustomerId } from "@/lib/billing/find-customer";
import { moveIntent, underWay } from "@/lib/billing/intents";
import { createCustomer } from "@/lib/billing/stripe/customer";
import type { TenantContext } from "@/lib/core/context";
import type { Reservation } from "./reserve-checkout";

/** What is known of a customer before Stripe says more. */
const blank = {
  paymentMethod: null,
  balance: 0,
  currency: null,
  isDelinquent: false,
  isDeleted: false,
  billTo: null,
  taxExempt: null,
  isDisputed: false,
  disputes: [],
};

/**
 * The tenant's customer at Stripe, created before its first checkout: every event then finds its tenant by customer. One that
 * was deleted there is replaced; what it paid stays in the history.
 * Two at once ask with the same key and get the same customer.
 */
export async function ensureCustomer(
  { tenant }: TenantContext,
  customer: Reservation["customer"],
): Promise<string> {
  if ("customerId" in customer) return customer.customerId;
  const { intentId, name, email } = customer;
  const created = await createCustomer({ tenantId: tenant.id, name, email }, `intent:${intentId}:customer`);
  return withPlatform(async (db) => {
    const fresh = { ...blank, stripeCustomerId: created, email };
    await db
      .insert(billingAccounts)
      .values({ tenantId: tenant.id, ...fresh })
      .onConflictDoUpdate({
        target: billingAccounts.tenantId,
        set: fresh,
        setWhere: eq(billingAccounts.isDeleted, true),
      });
    const inside = await enterTenant(db, tenant.id);
    await moveIntent(inside, tenant.id, intentId, { from: underWay, to: "completed", stripeId: created });
    return (await findCustomerId(db, tenant.id)) ?? created;
  });
}
