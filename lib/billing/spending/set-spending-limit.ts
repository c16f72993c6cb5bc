import { eq } from "drizzle-orm";
import { z } from "zod";
import { spendingLimits } from "@/db/schema/platform";
import { AppError, invalidField, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { type Currency, currencyNames } from "@/lib/entitlements/currencies";
import { currencyOf, entitlementKey, entitlementOf } from "@/lib/entitlements/entitlement";
import { clock } from "@/lib/platform/clock";
import { formatMoney, formatPrice, minorUnitsOf, placesIn } from "@/lib/platform/money";
import { setSpendingLimitInput } from "./schema";
import { findSpendingLimit, spendingLimit } from "./spending";

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
    const { plan, ...entitlement } = await entitlementOf(db, tenantId);
    const currency = currencyOf(entitlement);
    if (plan.apiOverage === null || currency === null)
      throw new AppError(
        "conflict",
        `${plan.name} bills nothing beyond the plan, so there is nothing to limit.`,
      );
    const amount = readAmount(typed, currency);
    if (amount === 0 && !isHard)
      throw invalidField("amount", "Enter more than 0, or choose to stop use at the limit.");
    const limit = { amount, currency, isHard, updatedAt: clock.now() };
    await db
      .insert(spendingLimits)
      .values({ tenantId, ...limit })
      .onConflictDoUpdate({ target: spendingLimits.tenantId, set: limit });
    invalidate(entitlementKey(tenantId));
    await emit("spending.limit_set", subjectOf(tenantId, amount, currency), { amount, isHard });
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
    const { amount, currency, isHard } = limit;
    await emit("spending.limit_removed", subjectOf(tenantId, amount, currency), { amount, isHard });
  },
});

/** Below a million in dollars, below a hundred million in yen. Throws `invalid` beside the amount. */
const mostMinorUnits = 99_999_999;

function readAmount(typed: string, currency: Currency): number {
  const amount = minorUnitsOf(typed, currency);
  if (amount !== null && amount <= mostMinorUnits) return amount;
  const examples = placesIn(currency) === 0 ? "5000" : "50 or 49.90";
  const most = formatPrice(mostMinorUnits + 1, currency);
  throw invalidField(
    "amount",
    `Enter an amount in ${currencyNames[currency]} below ${most}, such as ${examples}.`,
  );
}

const subjectOf = (id: string, amount: number, currency: Currency) => ({
  id,
  label: formatMoney(amount, currency),
});
