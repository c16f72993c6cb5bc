import type { PlatformDb } from "@/db/tenant";
import { trialNoticeDays } from "@/lib/billing/schema";
import type { Projection } from "@/lib/billing/sync/project";
import { recordTransitions } from "@/lib/billing/sync/record-transitions";
import type { SubscriptionState } from "@/lib/billing/sync/states";
import { transition } from "@/lib/billing/sync/transitions/transition";
import { termsInWords } from "@/lib/billing/sync/transitions/words";
import { enqueue } from "@/lib/core/job";
import { days } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";
import { hasRedeemed, isTaken, redeem, redeemClaims } from "./redemptions";
import { shortenTrialJob } from "./shorten-trial";
import { spendTrialGrant } from "./trial-grant";
import { cardKeyOf, trialKeysOf, workspaceHashOf } from "./trial-keys";

type Begun = Pick<Projection, "subscriptions" | "takenAt"> & { customer: { id: string } };

/**
 * Notes whose trial this is once it has begun. Which card it is paid with is only known by then, and may be known weeks later:
 * where that card has had a trial elsewhere, the owners are told and this one ends after a notice.
 */
export async function noteTrial(
  db: PlatformDb,
  tenantId: string,
  { subscriptions, customer, takenAt }: Begun,
  cards: string[],
): Promise<void> {
  const trial = subscriptions.find(({ status, isDuplicate }) => status === "trialing" && !isDuplicate);
  if (!trial) return;
  const by = workspaceHashOf(tenantId);
  await redeemClaims(db, by, takenAt);
  if (!(await hasRedeemed(db, by))) await redeem(db, by, await trialKeysOf(db, tenantId, null), takenAt);
  const isGranted = await spendTrialGrant(db, tenantId, trial.stripeId);
  const keys = cards.map(cardKeyOf);
  const fresh = await redeem(db, by, keys, takenAt);
  const news = keys.filter(({ hash }) => fresh.some((one) => one.hash === hash));
  if (isGranted || news.length === 0 || !(await isTaken(db, by, news))) return;
  await shorten(db, tenantId, trial, {
    customerId: customer.id,
    endsAt: new Date(takenAt.getTime() + days(trialNoticeDays)),
  });
}

async function shorten(
  db: PlatformDb,
  tenantId: string,
  trial: SubscriptionState,
  { customerId, endsAt }: { customerId: string; endsAt: Date },
): Promise<void> {
  if (!trial.trialEnd || trial.trialEnd <= endsAt || trial.cancelAt) return;
  const words = termsInWords(trial);
  const subject = { id: trial.stripeId, label: words.planName };
  const payload = { ...words, trialEndsOn: formatDay(endsAt) };
  await recordTransitions(db, tenantId, [transition("trial_shortened", { subject, payload })]);
  await enqueue(db, shortenTrialJob, {
    customerId,
    subscriptionId: trial.stripeId,
    endsAt: endsAt.toISOString(),
  });
}
