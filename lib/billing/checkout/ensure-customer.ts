import { billingAccounts } from "@/db/schema/platform";
import { enterTenant, withPlatform } from "@/db/tenant";
import { findCustomerId } from "@/lib/billing/find-customer";
import { moveIntent, underWay } from "@/lib/billing/intents";
import { createCustomer } from "@/lib/billing/stripe/customer";
import type { TenantContext } from "@/lib/core/context";
import type { Reservation } from "./reserve-checkout";

/**
 * The tenant's customer at Stripe, created before its first checkout: every event then finds its tenant by customer.
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
    await db
      .insert(billingAccounts)
      .values({ tenantId: tenant.id, stripeCustomerId: created, email })
      .onConflictDoNothing();
    const inside = await enterTenant(db, tenant.id);
    await moveIntent(inside, tenant.id, intentId, { from: underWay, to: "completed", stripeId: created });
    return (await findCustomerId(db, tenant.id)) ?? created;
  });
}
