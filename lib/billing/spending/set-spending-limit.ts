import { eq } from "drizzle-orm";
import { z } from "zod";
import { spendingLimits } from "@/db/schema/platform";
import { AppError, invalidField, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { entitlementKey, entitlementOf } from "@/lib/entitlements/entitlement";
import { clock } from "@/lib/platform/clock";
import { formatMoney } from "@/lib/platform/money";
import { centsOf, setSpendingLimitInput } from "./schema";
import { findSpendingLimit, spendingCurrency, spendingLimit } from "./spending";

/**
 * Limits what is spent beyond the plan in a billing period, and counts from the next call on. Throws `conflict` where the plan
 * bills nothing beyond it, and `invalid` beside the amount for nothing at all that would only be mailed about.
 */
export const setSpendingLimit = command({
  name: "spending.set_limit",
  summary: "Limit what is spent beyond the plan",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: setSpendingLimitInput,
  output: spendingLimit,
  emits: ["spending.limit_set"],
  rest: "PUT /spending-limit",
  example: { amount: "50.00", isHard: true },
  async run({ db, context, emit, invalidate }, { amount: typed, isHard }) {
    const tenantId = context.tenant.id;
    const { plan } = await entitlementOf(db, tenantId);
    if (plan.apiOverage === null)
      throw new AppError(
        "conflict",
        `${plan.name} bills nothing beyond the plan, so there is nothing to limit.`,
      );
    const amount = centsOf(typed);
    if (amount === 0 && !isHard)
      throw invalidField("amount", "Enter more than 0, or choose to stop use at the limit.");
    const limit = { amount, isHard, updatedAt: clock.now() };
    await db
      .insert(spendingLimits)
      .values({ tenantId, ...limit })
      .onConflictDoUpdate({ target: spendingLimits.tenantId, set: limit });
    invalidate(entitlementKey(tenantId));
    await emit("spending.limit_set", subjectOf(tenantId, amount), { amount, isHard });
    return limit;
  },
});

/** Removes the limit: what it held back is let in and billed again. Throws `not_found` where there is none. */
export const removeSpendingLimit = command({
  name: "spending.remove_limit",
  summary: "Remove the limit of what is spent beyond the plan",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  emits: ["spending.limit_removed"],
  rest: "DELETE /spending-limit",
  example: {},
  async run({ db, context, emit, invalidate }) {
    const tenantId = context.tenant.id;
    const limit = await findSpendingLimit(db, tenantId);
    if (!limit) throw notFound("spending limit");
    await db.delete(spendingLimits).where(eq(spendingLimits.tenantId, tenantId));
    invalidate(entitlementKey(tenantId));
    await emit("spending.limit_removed", subjectOf(tenantId, limit.amount), limit);
  },
});

const subjectOf = (id: string, amount: number) => ({ id, label: formatMoney(amount, spendingCurrency) });
