import { and, eq, ne, or, sql } from "drizzle-orm";
import { billingCustomers, entitlements, planGrants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { type PlanId, planIds } from "./plans";

interface Entitlement {
  plan: PlanId;
  /** Seats on top of those the plan includes. */
  extraSeats: number;
  access: "full" | "restricted" | "suspended";
}

type Gift = Pick<typeof planGrants.$inferSelect, "plan" | "extraSeats" | "endsAt">;

/**
 * Writes what a tenant may use; the only writer of entitlements. The version rises only when something changes.
 * Returns whether it did: the caller then makes the tenant's cache entry forgotten.
 */
export async function grantPlan(
  db: PlatformDb,
  tenantId: string,
  { plan, extraSeats, access }: Entitlement,
): Promise<boolean> {
  const changed = await db
    .update(entitlements)
    .set({ plan, extraSeats, access, version: sql`${entitlements.version} + 1`, updatedAt: clock.now() })
    .where(
      and(
        eq(entitlements.tenantId, tenantId),
        or(
          ne(entitlements.plan, plan),
          ne(entitlements.extraSeats, extraSeats),
          ne(entitlements.access, access),
        ),
      ),
    )
    .returning({ version: entitlements.version });
  return changed.length > 0;
}

/** Grants the better of what billing granted last and what an operator gave. Returns whether anything changed. */
export async function regrant(db: PlatformDb, tenantId: string): Promise<boolean> {
  const [billing = unpaid] = await db
    .select({
      plan: billingCustomers.grantedPlan,
      extraSeats: billingCustomers.grantedExtraSeats,
      access: billingCustomers.grantedAccess,
    })
    .from(billingCustomers)
    .where(eq(billingCustomers.tenantId, tenantId));
  const [gift = null] = await db.select().from(planGrants).where(eq(planGrants.tenantId, tenantId));
  return grantPlan(db, tenantId, effectiveGrant(billing, gift, clock.now()));
}

/** What a tenant has that never bought anything. */
const unpaid: Entitlement = { plan: "free", extraSeats: 0, access: "full" };

/**
 * The better of what is paid for and what was given. While a gift holds nobody is locked out over an invoice; what
 * is paid for counts again as soon as it is the higher plan and in good standing.
 */
export function effectiveGrant(billing: Entitlement, gift: Gift | null, now: Date): Entitlement {
  if (!gift || (gift.endsAt && gift.endsAt <= now)) return billing;
  if (billing.access !== "full") return { plan: gift.plan, extraSeats: gift.extraSeats, access: "full" };
  if (rankOf(billing.plan) > rankOf(gift.plan)) return billing;
  return { plan: gift.plan, extraSeats: Math.max(gift.extraSeats, billing.extraSeats), access: "full" };
}

const rankOf = (plan: PlanId): number => planIds.indexOf(plan);
