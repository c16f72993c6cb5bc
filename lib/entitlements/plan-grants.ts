import { and, eq, ne, or, sql } from "drizzle-orm";
import { entitlements, planGrants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { freeGrant, type Grant } from "./grant";
import { type PlanId, planIds } from "./plans";

type OperatorGrant = Pick<typeof planGrants.$inferSelect, "plan" | "extraSeats" | "endsAt">;
type Source = (typeof planGrants.$inferSelect)["source"];

/** What a source gives a workspace from now on, in place of what it gave. `regrant` then makes it count. */
export async function setGrant(
  db: PlatformDb,
  tenantId: string,
  source: Source,
  grant: Omit<typeof planGrants.$inferInsert, "tenantId" | "source">,
): Promise<void> {
  await db
    .insert(planGrants)
    .values({ tenantId, source, ...grant })
    .onConflictDoUpdate({ target: [planGrants.tenantId, planGrants.source], set: grant });
}

/**
 * Makes the entitlement the best of what all sources give; the only writer of entitlements. The version rises only when
 * something changes. Returns whether it did: the caller then makes the tenant's cache entry forgotten.
 * One at a time: whoever comes second reads what the first has kept, or each would know of its own source alone.
 */
export async function regrant(db: PlatformDb, tenantId: string): Promise<boolean> {
  await db
    .select({ version: entitlements.version })
    .from(entitlements)
    .where(eq(entitlements.tenantId, tenantId))
    .for("update");
  const grants = await db.select().from(planGrants).where(eq(planGrants.tenantId, tenantId));
  const from = (source: Source) => grants.find((one) => one.source === source);
  const { plan, extraSeats, access } = effectiveGrant(
    from("subscription") ?? freeGrant,
    from("operator") ?? null,
    clock.now(),
  );
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

/**
 * The better of what is paid for and what an operator gave. While the operator's grant holds nobody is locked out over an
 * invoice; what is paid for counts again as soon as it is the higher plan and in good standing.
 */
export function effectiveGrant(paid: Grant, given: OperatorGrant | null, now: Date): Grant {
  if (!given || (given.endsAt && given.endsAt <= now)) return paid;
  if (paid.access !== "full") return { plan: given.plan, extraSeats: given.extraSeats, access: "full" };
  if (rankOf(paid.plan) > rankOf(given.plan)) return paid;
  return { plan: given.plan, extraSeats: Math.max(given.extraSeats, paid.extraSeats), access: "full" };
}

const rankOf = (plan: PlanId): number => planIds.indexOf(plan);
