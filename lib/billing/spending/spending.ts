import { eq } from "drizzle-orm";
import { z } from "zod";
import { spendingLimits } from "@/db/schema/platform";
import { alongside, type TenantDb, type WorkspaceDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { query } from "@/lib/core/operation";
import { currency } from "@/lib/entitlements/currencies";
import { currencyOf, entitlementOf } from "@/lib/entitlements/entitlement";
import { overageCost } from "@/lib/entitlements/overage";
import { instant } from "@/lib/platform/instant";
import { usedNow } from "@/lib/usage/consume-usage";

export const spendingLimit = z.object({
  /** In minor units, for each billing period. */
  amount: money,
  isHard: z.boolean(),
});
export type SpendingLimit = z.output<typeof spendingLimit>;

const spending = z.object({
  currency,
  /** Minor units; null where the plan bills nothing beyond it. */
  spent: money.nullable(),
  periodStart: instant,
  periodEnd: instant,
  limit: spendingLimit.nullable(),
});
export type Spending = z.output<typeof spending>;

/** What is spent beyond the plan in the running period, and the limit the workspace has set itself. */
export const getSpending = query({
  name: "spending.get",
  summary: "Show what is spent beyond the plan, and its limit",
  permission: "billing:read",
  input: z.strictObject({}),
  output: spending,
  rest: "GET /spending-limit",
  example: {},
  run: ({ db, context }) => readSpending(db, context.tenant.id),
});

/** The same for a job. */
export async function readSpending(db: TenantDb, tenantId: string): Promise<Spending> {
  const { plan, ...entitlement } = await entitlementOf(db, tenantId);
  const currency = currencyOf(entitlement);
  const { used, period } = await usedNow(db, tenantId, "apiCalls");
  return {
    currency,
    spent: overageCost(plan, used, currency),
    ...{ periodStart: period.startsAt, periodEnd: period.endsAt },
    limit: await alongside(db, tenantId, (beside) => findSpendingLimit(beside, tenantId)),
  };
}

/** The limit a workspace has set itself; null where it has none. */
export async function findSpendingLimit(db: WorkspaceDb, tenantId: string): Promise<SpendingLimit | null> {
  const [row] = await db
    .select({ amount: spendingLimits.amount, isHard: spendingLimits.isHard })
    .from(spendingLimits)
    .where(eq(spendingLimits.tenantId, tenantId));
  return row ?? null;
}
