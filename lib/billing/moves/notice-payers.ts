import { and, asc, eq, isNull } from "drizzle-orm";
import { billingMovePayers, billingMoves, billingSubscriptions } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { billingContacts } from "@/lib/billing/billing-contacts";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, days } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { monthsOf, renewalAfter } from "./renewal-after";

type Payer = typeof billingMovePayers.$inferSelect;

/**
 * Tells some payers of a move what they will pay and from when. The mails are queued in the transaction that says so: whoever
 * dies in between has told nobody, and nobody is told twice. Returns how many were told.
 */
export async function noticePayers(db: PlatformDb, moveId: string, batch: number): Promise<number> {
  const isOpen = and(eq(billingMoves.id, moveId), isNull(billingMoves.canceledAt));
  const [move] = await db.select().from(billingMoves).where(isOpen).for("share");
  if (!move) return 0;
  const isPlanned = and(eq(billingMovePayers.moveId, moveId), eq(billingMovePayers.status, "planned"));
  const payers = await db
    .select()
    .from(billingMovePayers)
    .where(isPlanned)
    .orderBy(asc(billingMovePayers.tenantId))
    .limit(batch)
    .for("update", { skipLocked: true });
  for (const payer of payers) await notice(db, payer, clock.in(days(move.noticeDays)));
  return payers.length;
}

async function notice(db: PlatformDb, payer: Payer, earliest: Date): Promise<void> {
  const [subscription] = await db
    .select()
    .from(billingSubscriptions)
    .where(eq(billingSubscriptions.stripeId, payer.subscriptionId));
  const effectiveAt = effectiveAtOf(payer, subscription, earliest);
  await mail(db, { ...payer, effectiveAt }, planNameOf(subscription?.plan ?? null));
  await db
    .update(billingMovePayers)
    .set({ status: "noticed", noticedAt: clock.now(), effectiveAt })
    .where(isPayer(payer));
}

type Period = Pick<typeof billingSubscriptions.$inferSelect, "periodStart" | "periodEnd">;

/** Whoever is told late is told of a later renewal: the notice is never shortened. */
function effectiveAtOf({ effectiveAt }: Payer, period: Period | undefined, earliest: Date): Date {
  if (effectiveAt >= earliest || !period?.periodStart || !period.periodEnd) return effectiveAt;
  return renewalAfter(period.periodEnd, monthsOf(period.periodStart, period.periodEnd), earliest);
}

async function mail(db: PlatformDb, payer: Payer, planName: string): Promise<void> {
  const { tenantId, currency, amountBefore, amountAfter, effectiveAt } = payer;
  const facts = {
    planName,
    price: formatMoney(amountBefore, currency),
    newPrice: formatMoney(amountAfter, currency),
    changesOn: formatDay(effectiveAt),
  };
  for (const { email, ...workspace } of await billingContacts(db, tenantId, "/settings/billing"))
    await sendMail(db, email, "billingNotice", { ...workspace, notice: "price_changing", facts });
}

export const isPayer = ({ moveId, tenantId }: Pick<Payer, "moveId" | "tenantId">) =>
  and(eq(billingMovePayers.moveId, moveId), eq(billingMovePayers.tenantId, tenantId));
