import {
  billingAccounts,
  entitlements,
  memberships,
  placements,
  planPrices,
  tenants,
  users,
} from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { intervals, planIds } from "@/lib/entitlements/plans";
import { newId } from "@/lib/platform/id";
import type { World } from "./world";

/** A workspace of one owner for each customer of the world, and its prices in the catalog. */
export async function admitPayers({ customers, offers }: Pick<World, "customers" | "offers">): Promise<void> {
  const payers = customers.map((customerId) => {
    const tenantId = newId("ten");
    return { tenantId, customerId, userId: newId("usr"), slug: `m${tenantId.slice(4)}` };
  });
  await withPlatform(async (db) => {
    await db.insert(tenants).values(payers.map(({ tenantId, slug }) => ({ id: tenantId, slug, name: slug })));
    await db.insert(placements).values(payers.map(({ tenantId }) => ({ tenantId })));
    await db.insert(entitlements).values(payers.map(({ tenantId }) => ({ tenantId, plan: "free" as const })));
    await db
      .insert(users)
      .values(payers.map(({ userId }) => ({ id: userId, email: `${userId}@example.com`, name: "Kim" })));
    await db.insert(memberships).values(
      payers.map(({ tenantId, userId }) => ({
        tenantId,
        userId,
        id: newId("mem"),
        role: "owner" as const,
      })),
    );
    await db
      .insert(billingAccounts)
      .values(payers.map(({ tenantId, customerId }) => ({ tenantId, stripeCustomerId: customerId })));
    const prices = offers.flatMap(pricesOf);
    if (prices.length > 0) await db.insert(planPrices).values(prices).onConflictDoNothing();
  });
}

/** Prices that are known and no longer sold: any number of worlds may have one for the same plan. */
function pricesOf({ plan, interval, base, seat, overage }: World["offers"][number]) {
  const planId = oneOf(planIds, plan);
  const terms = { plan: planId, catalogVersion: 1, isActive: false };
  const length = oneOf(intervals, interval);
  return [
    { ...terms, stripePriceId: base, kind: "base" as const, interval: length },
    { ...terms, stripePriceId: seat, kind: "seat" as const, interval: length },
    ...(overage
      ? [{ ...terms, stripePriceId: overage, kind: "overage" as const, interval: "monthly" as const }]
      : []),
  ];
}

function oneOf<T extends string>(known: readonly T[], name: string): T {
  const found = known.find((one) => one === name);
  if (!found) throw new Error(`${name} is not for sale`);
  return found;
}
