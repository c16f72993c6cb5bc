import { eq } from "drizzle-orm";
import { z } from "zod";
import { spendingLimits } from "@/db/schema/platform";
import { alongside, type TenantDb, type WorkspaceDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { query } from "@/lib/core/operation";
import { currency } from "@/lib/entitlements/currencies";
import { chosenIn, currencyOf, entitlementOf } from "@/lib/entitlements/entitlement";
import { costBefore, overageCost } from "@/lib/entitlements/overage";
import { instant } from "@/lib/platform/instant";
import { usedNow } from "@/lib/usage/consume-usage";

export const spendingLimit = z.object({
  /** In minor units, for each billing period. */
  amount: money,
  /** What the amount was chosen in, and is held against. */
  currency,
  isHard: z.boolean(),
});
export type SpendingLimit = z.output<typeof spendingLimit>;

const spending = z.object({
  /** What `spent` is in: that of the limit where there is one, else what the workspace pays in. */
  currency: currency.nullable(),
  /** What the workspace pays in, and another limit would be in; null where nothing of ours has a price in that. */
  paysIn: currency.nullable(),
  /** In the billing period, by earlier plans too. Minor units; null where the plan bills nothing beyond it. */
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
  const paysIn = currencyOf(entitlement);
  const limit = await alongside(db, tenantId, (beside) => findSpendingLimit(beside, tenantId));
  // Like with like: a limit of before the workspace paid in another currency counts at that one's price.
  const currency = limit?.currency ?? paysIn;
  const { used, period } = await usedNow(db, tenantId, "apiCalls");
  const cost = currency && overageCost(plan, used, currency);
  const before = currency === null ? 0 : costBefore(period.carried?.apiCalls?.billed ?? [], currency);
  return {
    ...{ currency, paysIn, limit },
    spent: paysIn === null || cost === null ? null : cost + before,
    ...{ periodStart: period.billingStart ?? period.startsAt, periodEnd: period.endsAt },
  };
}

/** The limit a workspace has set itself; null where it has none. */
export async function findSpendingLimit(db: WorkspaceDb, tenantId: string): Promise<SpendingLimit | null> {
  const [row] = await db.select().from(spendingLimits).where(eq(spendingLimits.tenantId, tenantId));
  return row ? { amount: row.amount, currency: chosenIn(row), isHard: row.isHard } : null;
}
