import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { postCredit } from "@/lib/billing/stripe/give-back";
import { AppError, invalidField } from "@/lib/core/errors";
import { formatMoney, minorUnitsOf } from "@/lib/platform/money";
import { operatorCommand } from "./operator-command";
import { creditAccountInput } from "./schema";

/**
 * Gives a workspace credit, which its next invoices use up before the card is charged. In the currency it is billed in, so
 * one that was never billed has none yet and is refused with `conflict`. Amounts in minor units.
 */
export const creditAccount = operatorCommand({
  name: "billing_account.credit",
  summary: "Give a workspace credit for its next invoices",
  event: "billing_account.credited",
  givesMoney: true,
  input: creditAccountInput,
  output: z.object({
    currency: z.string(),
    amount: money,
    /** All the credit there is afterwards; below zero it is still owed. */
    credit: money,
  }),
  example: { slug: "acme", amount: "25.00", reason: "Our outage cost them a week", isDryRun: false },
  async find(db, tenantId, { amount: typed }) {
    const account = await findAccount(db, tenantId);
    const { currency } = account;
    const amount = minorUnitsOf(typed, currency);
    if (amount === null)
      throw invalidField("amount", `Enter an amount in ${currency.toUpperCase()}, such as 25 or 25.00.`);
    if (amount === 0) throw invalidField("amount", "Enter more than zero.");
    const { customerId } = account;
    const subject = { id: customerId, label: formatMoney(amount, currency) };
    return { customerId, subject, currency, amount, credit: amount - account.balance };
  },
  foresee: ({ currency, amount, credit }) => ({ currency, amount, credit }),
  async ask({ customerId, currency, amount, credit }, _input, key) {
    await postCredit(customerId, { amount, currency }, key);
    return { currency, amount, credit };
  },
});

async function findAccount(db: PlatformDb, tenantId: string) {
  const { stripeCustomerId: customerId, currency, balance, isDeleted } = billingAccounts;
  const [account] = await db
    .select({ customerId, currency, balance })
    .from(billingAccounts)
    .where(and(eq(billingAccounts.tenantId, tenantId), eq(isDeleted, false)));
  if (!account) throw new AppError("conflict", "This workspace is no customer: there is nobody to credit.");
  if (account.currency === null)
    throw new AppError(
      "conflict",
      "This workspace was never billed, so no currency is settled. Credit it after its first invoice.",
    );
  return { ...account, currency: account.currency };
}
