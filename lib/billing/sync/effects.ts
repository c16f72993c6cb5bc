import { asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { billingOutbox } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { isBillingNotice } from "@/emails/billing-notices";
import { billingContacts, invoiceContacts } from "@/lib/billing/billing-contacts";
import { findPauseEnd } from "@/lib/billing/changes/pause-end";
import { job } from "@/lib/core/job";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";

const batchSize = 20;

type Effect = typeof billingOutbox.$inferSelect;

/** Which transitions reach a person: those there is a wording for. The others are events only. */
export const hasEffect = (kind: Effect["kind"]): boolean => isBillingNotice(kind);

/** Works the outbox off. The mail is queued in the transaction that ticks its line, so two workers send one. */
export const effectsJob = job({
  name: "billing.effects",
  payload: z.object({}),
  async run() {
    while ((await withPlatform(sendBatch)) === batchSize);
  },
});

async function sendBatch(db: PlatformDb): Promise<number> {
  const effects = await db
    .select()
    .from(billingOutbox)
    .where(isNull(billingOutbox.doneAt))
    .orderBy(asc(billingOutbox.createdAt), asc(billingOutbox.effectKey))
    .limit(batchSize)
    .for("update", { skipLocked: true });
  for (const effect of effects) {
    await mailBillingContacts(db, effect);
    await db
      .update(billingOutbox)
      .set({ doneAt: clock.now() })
      .where(eq(billingOutbox.effectKey, effect.effectKey));
  }
  return effects.length;
}

/** Receipts and what corrects them are for the books, too. */
const forTheBooks: Effect["kind"][] = ["paid", "adjusted"];

async function mailBillingContacts(db: PlatformDb, { tenantId, kind, payload }: Effect): Promise<void> {
  if (!isBillingNotice(kind)) return;
  const findContacts = forTheBooks.includes(kind) ? invoiceContacts : billingContacts;
  const facts = { ...payload, ...(kind === "paused" && (await pauseEndWords(db, tenantId))) };
  for (const { email, ...workspace } of await findContacts(db, tenantId, "/settings/billing")) {
    await sendMail(db, email, "billingNotice", { ...workspace, notice: kind, facts });
  }
}

/** Stripe does not know of the day that a pause ends by itself, on which the card is charged. */
async function pauseEndWords(db: PlatformDb, tenantId: string): Promise<Record<string, string>> {
  const endsAt = await findPauseEnd(db, tenantId);
  return endsAt ? { resumesOn: formatDay(endsAt) } : {};
}
