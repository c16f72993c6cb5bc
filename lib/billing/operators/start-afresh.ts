import { count, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import {
  billingAccounts,
  billingIntents,
  billingInvoices,
  billingRecovery,
  billingSubscriptions,
  billingSync,
  pauseEnds,
  planGrants,
  planPrices,
  stripeEvents,
  tenants,
} from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { underWay } from "@/lib/billing/intents";
import {
  currentStripeAccount,
  isAnotherAccount,
  keepStripeAccount,
  readStripeAccount,
  type StripeAccount,
} from "@/lib/billing/stripe-account";
import { liveStatuses } from "@/lib/billing/sync/access";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import { regrant } from "@/lib/entitlements/plan-grants";
import { clock } from "@/lib/platform/clock";
import { tenantKey } from "@/lib/tenancy/tenant-key";

/** What is left behind with the account. Invoices stay, and so do their numbers. */
const forgotten = z.object({
  customers: z.int(),
  subscriptions: z.int(),
  prices: z.int(),
  /** Invoices somebody still owes: they cannot be collected from here any more. */
  openInvoices: z.int(),
  keptInvoices: z.int(),
});
export type Forgotten = z.output<typeof forgotten>;

/**
 * Leaves the payment account behind that the rows are of, because the key is another one's by now: its customers are replaced
 * at their next checkout, its subscriptions end here and grant nothing any more, its prices are sold no more. Nothing is
 * asked of that account: what runs there is for its owner to end. Throws `conflict` where the key leads to the same one.
 */
export const startAfresh = platformCommand({
  name: "billing.start_afresh",
  summary: "Leave the payment account behind that billing was set up with",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: z.strictObject({ isDryRun: z.boolean() }),
  output: forgotten,
  emits: ["billing.restarted"],
  emitsNothing: "a dry run changes nothing, and where nobody was subscribed there is nobody to tell",
  example: { isDryRun: true },
  prepare: currentStripeAccount,
  async run({ db, context, emitIn, invalidate }, { isDryRun }, present: StripeAccount) {
    const known = await readStripeAccount(db);
    if (!known || !isAnotherAccount(known, present))
      throw new AppError(
        "conflict",
        "The key leads to the account that billing was set up with. Nothing is to be forgotten.",
      );
    const counted = await countForgotten(db);
    if (isDryRun) return counted;
    const subscribed = await endSubscriptions(db);
    await forget(db);
    for (const { id, slug, name } of subscribed) {
      await regrant(db, id);
      invalidate(tenantKey(slug), entitlementKey(id));
      await emitIn(id, operatorOf(context), "billing.restarted", { id, label: name });
    }
    await keepStripeAccount(db, present);
    return counted;
  },
});

const isLiveHere = inArray(billingSubscriptions.status, [...liveStatuses]);
const isOwed = eq(billingInvoices.status, "open");
const isKnown = eq(billingAccounts.isDeleted, false);

async function countForgotten(db: PlatformDb): Promise<Forgotten> {
  const total = { total: count() };
  const [customers] = await db.select(total).from(billingAccounts).where(isKnown);
  const [subscriptions] = await db.select(total).from(billingSubscriptions).where(isLiveHere);
  const [prices] = await db.select(total).from(planPrices).where(eq(planPrices.isActive, true));
  const [openInvoices] = await db.select(total).from(billingInvoices).where(isOwed);
  const [keptInvoices] = await db
    .select(total)
    .from(billingInvoices)
    .where(ne(billingInvoices.status, "draft"));
  return {
    customers: customers?.total ?? 0,
    subscriptions: subscriptions?.total ?? 0,
    prices: prices?.total ?? 0,
    openInvoices: openInvoices?.total ?? 0,
    keptInvoices: keptInvoices?.total ?? 0,
  };
}

/** Ends every subscription that has not ended, with what it granted. Returns the workspaces that lived by one. */
async function endSubscriptions(db: PlatformDb): Promise<{ id: string; slug: string; name: string }[]> {
  const now = clock.now();
  const subscribed = await db
    .selectDistinct({ id: tenants.id, slug: tenants.slug, name: tenants.name })
    .from(tenants)
    .innerJoin(billingSubscriptions, eq(billingSubscriptions.tenantId, tenants.id))
    .where(isLiveHere);
  await db
    .update(billingSubscriptions)
    .set({ status: "canceled", endedAt: now, updatedAt: now })
    .where(sql`${billingSubscriptions.status} not in ('canceled', 'incomplete_expired')`);
  await db.delete(planGrants).where(eq(planGrants.source, "subscription"));
  return subscribed;
}

/** Everything else that names something of the account: what waits, what is sold, and who was whom. */
async function forget(db: PlatformDb): Promise<void> {
  const updatedAt = clock.now();
  await db.update(billingAccounts).set({ isDeleted: true, paymentMethod: null, balance: 0, updatedAt });
  await db.update(planPrices).set({ isActive: false });
  await db
    .update(billingIntents)
    .set({ status: "superseded", updatedAt })
    .where(inArray(billingIntents.status, underWay));
  await db.update(billingSync).set({
    applied: sql`${billingSync.wanted}`,
    status: "live",
    wakeAt: null,
    leaseToken: null,
    lastError: null,
  });
  await db
    .update(stripeEvents)
    .set({ status: "ignored" })
    .where(inArray(stripeEvents.status, ["pending", "dead"]));
  await db.update(billingRecovery).set({ recoveredUntil: updatedAt });
  await db.delete(pauseEnds);
  await db.delete(billingInvoices).where(eq(billingInvoices.status, "draft"));
  await db
    .update(billingInvoices)
    .set({ status: "uncollectible", hostedUrl: null, nextAttemptAt: null, updatedAt })
    .where(isOwed);
}
