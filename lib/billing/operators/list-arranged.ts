import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { billingSubscriptions, planGrants, tenants } from "@/db/schema/platform";
import { money, plan } from "@/lib/billing/shapes";
import { liveStatuses } from "@/lib/billing/sync/access";
import { platformQuery } from "@/lib/core/operation";
import { instant } from "@/lib/platform/instant";

/**
 * Running subscriptions with a price that is not in the catalog, by slug. They grant only the plan of ours that is on them,
 * if any: what else was agreed on has to be granted by an operator. Amounts in minor units of their currency.
 */
export const listArranged = platformQuery({
  name: "billing.list_arranged",
  summary: "List the subscriptions that were made by hand",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: z.strictObject({}),
  output: z.array(
    z.object({
      slug: z.string(),
      subscriptionId: z.string(),
      status: z.string(),
      /** The plan of ours on it. */
      plan: plan.nullable(),
      /** The plan an operator gave the workspace. */
      granted: plan.nullable(),
      priceIds: z.array(z.string()),
      amount: money,
      currency: z.string(),
      since: instant,
    }),
  ),
  example: {},
  run: ({ db }) =>
    db
      .select({
        slug: tenants.slug,
        subscriptionId: billingSubscriptions.stripeId,
        status: billingSubscriptions.status,
        plan: billingSubscriptions.plan,
        granted: planGrants.plan,
        priceIds: billingSubscriptions.foreignPriceIds,
        amount: billingSubscriptions.amount,
        currency: billingSubscriptions.currency,
        since: billingSubscriptions.startedAt,
      })
      .from(billingSubscriptions)
      .innerJoin(tenants, eq(tenants.id, billingSubscriptions.tenantId))
      .leftJoin(planGrants, and(eq(planGrants.tenantId, tenants.id), eq(planGrants.source, "operator")))
      .where(
        and(
          inArray(billingSubscriptions.status, [...liveStatuses]),
          sql`jsonb_array_length(${billingSubscriptions.foreignPriceIds}) > 0`,
        ),
      )
      .orderBy(asc(tenants.slug)),
});
