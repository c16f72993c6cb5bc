import { and, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, pauseEnds } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { isUnknownToStripe } from "@/lib/billing/stripe/client";
import { resumeSubscription } from "@/lib/billing/stripe/lifecycle";
import { readStanding, type Standing } from "@/lib/billing/stripe/standing";
import { syncNow } from "@/lib/billing/sync/sync";
import { job } from "@/lib/core/job";
import { clock } from "@/lib/platform/clock";

type PauseEnd = typeof pauseEnds.$inferSelect;

/** Every five minutes: pauses whose time is over end. */
export const endPausesJob = job({
  name: "billing.end_pauses",
  payload: z.object({}),
  schedule: "*/5 * * * *",
  async run() {
    const due = await withPlatform((db) =>
      db
        .select({ end: pauseEnds, customerId: billingAccounts.stripeCustomerId })
        .from(pauseEnds)
        .innerJoin(billingAccounts, eq(billingAccounts.tenantId, pauseEnds.tenantId))
        .where(lte(pauseEnds.endsAt, clock.now())),
    );
    const failures: unknown[] = [];
    for (const { end, customerId } of due)
      await endPause(end, customerId).catch((cause) => failures.push(cause));
    if (failures.length > 0) throw new AggregateError(failures, "some pauses did not end");
  },
});

/**
 * Resumes the plan where it is still paused; may be repeated, because the request is known by its pause. Where the card is
 * declined it stays paused until the invoice is paid, which the payer is told as of any payment that failed. One that Stripe
 * does not know any more, as after its test data were deleted, has nothing to resume.
 */
async function endPause({ tenantId, subscriptionId, endsAt }: PauseEnd, customerId: string): Promise<void> {
  const standing = await readStanding(subscriptionId).catch(nothingLeft);
  if (standing && isWaitingForItsEnd(standing))
    await resumeSubscription(subscriptionId, `pause-end:${subscriptionId}:${endsAt.toISOString()}`);
  if (standing) await syncNow(customerId);
  const mine = and(eq(pauseEnds.tenantId, tenantId), eq(pauseEnds.endsAt, endsAt));
  await withPlatform((db) => db.delete(pauseEnds).where(mine));
}

const isWaitingForItsEnd = ({ status, pausedReason, openInvoiceId }: Standing): boolean =>
  status === "paused" && pausedReason === "pause_requested" && !openInvoiceId;

function nothingLeft(thrown: unknown): null {
  if (isUnknownToStripe(thrown)) return null;
  throw thrown;
}
