import { and, eq } from "drizzle-orm";
import { billingCustomers, billingIntents } from "@/db/schema/platform";
import { checkoutTerms } from "@/lib/billing/intents";
import { checkoutReference } from "@/lib/billing/schema";
import { syncNow } from "@/lib/billing/sync/sync";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { plans } from "@/lib/entitlements/plans";

/**
 * The checkout a browser came back from, by the session id in its address. Only a session this workspace opened is
 * known here; anybody else's throws `not_found`.
 */
export const getCheckout = query({
  name: "checkout.get",
  permission: "billing:manage",
  input: checkoutReference,
  async run({ db, context }, { sessionId }) {
    const tenantId = context.tenant.id;
    const [found] = await db
      .select({ params: billingIntents.params, customerId: billingCustomers.stripeCustomerId })
      .from(billingIntents)
      .innerJoin(billingCustomers, eq(billingCustomers.tenantId, billingIntents.tenantId))
      .where(
        and(
          eq(billingIntents.tenantId, tenantId),
          eq(billingIntents.kind, "checkout"),
          eq(billingIntents.stripeId, sessionId),
        ),
      );
    if (!found) throw notFound("checkout");
    const { plan } = checkoutTerms.parse(found.params);
    return { sessionId, customerId: found.customerId, planName: plans[plan].name };
  },
});

/** Reads the payer from Stripe before the page is drawn, whichever of browser and webhook is first. False: not yet. */
export function confirmCheckout({ customerId }: { customerId: string }): Promise<boolean> {
  return syncNow(customerId);
}
