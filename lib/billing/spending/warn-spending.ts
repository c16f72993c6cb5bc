import { z } from "zod";
import { spendingLimits, usageWarnings } from "@/db/schema/platform";
import { type PlatformDb, withPlatform, withTenant } from "@/db/tenant";
import { billingContacts } from "@/lib/billing/billing-contacts";
import { emitter } from "@/lib/core/events";
import { job } from "@/lib/core/job";
import { defaultCurrency } from "@/lib/entitlements/currencies";
import { sendMail } from "@/lib/notifications/send-mail";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { productName } from "@/lib/platform/product";
import { readSpending, type Spending, type SpendingLimit } from "./spending";

const levels = [50, 80, 100] as const;
type Level = (typeof levels)[number];

/** Every ten minutes: whoever comes near a limit they have set themselves hears of it. */
export const warnSpendingJob = job({
  name: "billing.warn_spending",
  payload: z.object({}),
  schedule: "*/10 * * * *",
  async run() {
    const limited = await withPlatform((db) =>
      db.select({ id: spendingLimits.tenantId }).from(spendingLimits),
    );
    const failures: unknown[] = [];
    for (const { id } of limited) await warnSpending(id).catch((cause) => failures.push(cause));
    if (failures.length > 0) throw new AggregateError(failures, "some workspaces could not be warned");
  },
});

/**
 * Tells who pays that half, four fifths or all of a limit is spent: each once in a period, and again for another limit. Of
 * levels reached together only the highest is told.
 */
export async function warnSpending(tenantId: string): Promise<void> {
  const spending = await withTenant(tenantId, (db) => readSpending(db, tenantId), { isReadOnly: true });
  const { limit, spent } = spending;
  if (!limit || spent === null || limit.amount === 0) return;
  const reached = levels.filter((level) => spent * 100 >= limit.amount * level);
  const highest = reached.at(-1);
  if (!highest) return;
  await withPlatform(async (db) => {
    const { periodStart } = spending;
    const told = reached.map((level) => ({ tenantId, metric: metricOf(limit), periodStart, level }));
    const added = await db.insert(usageWarnings).values(told).onConflictDoNothing().returning();
    if (added.some(({ level }) => level === highest))
      await tell(db, tenantId, highest, { ...spending, limit, spent });
  });
}

/** Another amount or currency is another limit, of which nobody has been warned. Dollars were the only one once. */
const metricOf = ({ amount, currency }: SpendingLimit): string =>
  `spending:${amount}${currency === defaultCurrency ? "" : `:${currency}`}`;

async function tell(
  db: PlatformDb,
  tenantId: string,
  percent: Level,
  { limit, spent, periodEnd }: Spending & { limit: SpendingLimit; spent: number },
): Promise<void> {
  const { amount, currency, isHard } = limit;
  const figures = { spent: formatMoney(spent, currency), limit: formatMoney(amount, currency) };
  const actor = { kind: "system", id: null, label: productName } as const;
  const emit = emitter(db, { tenantId, actor, origin: null });
  await emit("spending.warned", { id: tenantId, label: figures.limit }, { percent, spent, isHard });
  for (const { email, ...workspace } of await billingContacts(db, tenantId, "/settings/billing")) {
    const facts = { percent, isHard, ...figures, until: formatDay(periodEnd) };
    await sendMail(db, email, "spendingWarning", { ...workspace, ...facts });
  }
}
