import { z } from "zod";
import { withTenant } from "@/db/tenant";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { numberOf } from "@/lib/usage/decimal";
import { listPeriods } from "@/lib/usage/periods";
import { runningTotal } from "@/lib/usage/totals";
import { findBilled } from "./billed-workspace";
import { carryAhead, carryOver } from "./carry";
import { brokenOffAt, planOf, runningIn } from "./parts";

/** The API calls that a plan includes a month, as they are right after a change to it. */
export const allowance = z.object({
  included: z.number(),
  /** Of those, what was used before the change and counts on. */
  carried: z.number(),
  left: z.number(),
});
export type Allowance = z.output<typeof allowance>;

/** What a change made now would leave of what its plan includes; null where that is unlimited, or use is not billed. */
export async function foretellAllowance(
  tenantId: string,
  to: PlanId,
  { startsOver }: { startsOver: boolean },
): Promise<Allowance | null> {
  const { apiCallsPerMonth: included } = plans[to].limits;
  const billed = await findBilled(tenantId);
  const period = billed?.period;
  if (!period || included === "unlimited") return null;
  const now = clock.now();
  const look = withTenant(
    tenantId,
    async (db) => {
      const periods = await listPeriods(db, tenantId, now);
      const part = runningIn(periods, period);
      const terms = part && planOf(part);
      if (!terms) return null;
      const total = await runningTotal(db, tenantId, "apiCalls", part);
      // It is told before the change, so all of it is billed with it.
      const told = { quantity: total, lineIds: [] };
      const ending = { terms, carried: part.carried?.apiCalls ?? null, total, billed: told };
      if (!startsOver) return carryOver(ending, to);
      return carryAhead(ending, to, brokenOffAt(now, periods, { last: part, billingStart: period.startsAt }));
    },
    { isReadOnly: true },
  );
  const carried = numberOf((await look)?.amount ?? "0");
  return { included, carried, left: Math.max(0, included - carried) };
}
