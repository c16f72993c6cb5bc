import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { billingSubscriptions, tenants } from "@/db/schema/platform";
import { money } from "@/lib/billing/shapes";
import { liveStatuses } from "@/lib/billing/sync/access";
import { platformQuery } from "@/lib/core/operation";

/**
 * Running subscriptions for which Stripe gave up working out tax, by slug: their invoices go out without it until somebody
 * completes the address. Amounts in minor units of their currency.
 */
export const listUntaxed = platformQuery({
  name: "billing.list_untaxed",
  summary: "List the subscriptions that lost their tax for want of an address",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: z.strictObject({}),
  output: z.array(
    z.object({
      slug: z.string(),
      subscriptionId: z.string(),
      status: z.string(),
      amount: money,
      currency: z.string(),
    }),
  ),
  example: {},
  run: ({ db }) =>
    db
      .select({
        slug: tenants.slug,
        subscriptionId: billingSubscriptions.stripeId,
        status: billingSubscriptions.status,
        amount: billingSubscriptions.amount,
        currency: billingSubscriptions.currency,
      })
      .from(billingSubscriptions)
      .innerJoin(tenants, eq(tenants.id, billingSubscriptions.tenantId))
      .where(
        and(
          inArray(billingSubscriptions.status, [...liveStatuses]),
          eq(billingSubscriptions.isTaxLost, true),
        ),
      )
      .orderBy(asc(tenants.slug)),
});
