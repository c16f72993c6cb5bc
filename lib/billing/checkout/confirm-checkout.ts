import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, billingIntents } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { checkoutTerms } from "@/lib/billing/intents";
import { checkoutReference } from "@/lib/billing/schema";
import { syncNow } from "@/lib/billing/sync/sync";
import { notFound } from "@/lib/core/errors";
import { command, query } from "@/lib/core/operation";
import { plans } from "@/lib/entitlements/plans";

const example = { sessionId: "cs_test_example" };

/** The checkout a browser came back from. Throws `not_found` for a session that this workspace did not open. */
export const getCheckout = query({
  name: "checkout.get",
  summary: "Show what a checkout is for",
  permission: "billing:manage",
  store: "platform",
  input: checkoutReference,
  output: z.object({ planName: z.string() }),
  rest: { none: "where the browser comes back from Stripe's page" },
  example,
  run: ({ db, context }, { sessionId }) => findCheckout(db, context.tenant.id, sessionId),
});

/** Reads the billing account from Stripe, whichever of browser and webhook is first, and says whether that succeeded. */
export const confirmCheckout = command({
  name: "checkout.confirm",
  summary: "Read what came of a checkout",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: checkoutReference,
  output: z.object({ isRead: z.boolean() }),
  emits: [],
  emitsNothing: "what Stripe says is told by the sync",
  rest: { none: "where the browser comes back from Stripe's page" },
  example,
  run: ({ db, context }, { sessionId }) => findCheckout(db, context.tenant.id, sessionId),
  afterCommit: async (_scope, { customerId }) => ({ isRead: await syncNow(customerId) }),
});

async function findCheckout(db: WorkspaceDb, tenantId: string, sessionId: string) {
  const [found] = await db
    .select({ params: billingIntents.params, customerId: billingAccounts.stripeCustomerId })
    .from(billingIntents)
    .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingIntents.tenantId))
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        eq(billingIntents.kind, "checkout"),
        eq(billingIntents.stripeId, sessionId),
      ),
    );
  if (!found) throw notFound("checkout");
  return { customerId: found.customerId, planName: plans[checkoutTerms.parse(found.params).plan].name };
}
