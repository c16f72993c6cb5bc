import { and, eq, or } from "drizzle-orm";
import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import type { Interval, PlanId } from "@/lib/entitlements/plans";

/**
 * The prices a plan is sold at now, or null while the catalog has not been pushed to Stripe. Overage is billed by the
 * month whatever the interval; null where the plan has none.
 */
export async function findPriceIds(
  plan: PlanId,
  interval: Interval,
): Promise<{ base: string; seat: string; overage: string | null } | null> {
  const rows = await withPlatform((db) =>
    db
      .select()
      .from(planPrices)
      .where(
        and(
          eq(planPrices.plan, plan),
          or(eq(planPrices.interval, interval), eq(planPrices.kind, "overage")),
          eq(planPrices.isActive, true),
        ),
      ),
  );
  const base = rows.find(({ kind }) => kind === "base");
  const seat = rows.find(({ kind }) => kind === "seat");
  const overage = rows.find(({ kind }) => kind === "overage")?.stripePriceId ?? null;
  return base && seat ? { base: base.stripePriceId, seat: seat.stripePriceId, overage } : null;
}
