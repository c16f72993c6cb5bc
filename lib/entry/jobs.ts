import { purgeJob } from "@/lib/auth/purge";
import { meterAllJob, meterJob } from "@/lib/billing/metered/meter-workspace";
import { reconcileUsageJob } from "@/lib/billing/metered/reconcile-usage";
import { warnAllJob } from "@/lib/billing/metered/warn-all";
import { endGiftsJob } from "@/lib/billing/operators/gift-plan";
import { cancelMistakenJob } from "@/lib/billing/sync/cancel-mistaken";
import { effectsJob } from "@/lib/billing/sync/effects";
import { pruneEventsJob } from "@/lib/billing/sync/prune-events";
import { recoverJob } from "@/lib/billing/sync/recover-events";
import { sweepJob } from "@/lib/billing/sync/sweep";
import { syncJob } from "@/lib/billing/sync/sync";
import { forgetJob } from "@/lib/core/forget";
import type { Job } from "@/lib/core/job";
import { sendMailJob } from "@/lib/notifications/send-mail";
import { measureStorageJob, purgeUsageJob } from "@/lib/usage/upkeep";

/** Every job there is. A job that is not listed here is never run. */
export const jobs: Job[] = [
  forgetJob,
  sendMailJob,
  purgeJob,
  syncJob,
  effectsJob,
  endGiftsJob,
  recoverJob,
  sweepJob,
  pruneEventsJob,
  cancelMistakenJob,
  meterJob,
  meterAllJob,
  warnAllJob,
  reconcileUsageJob,
  measureStorageJob,
  purgeUsageJob,
].map(anyPayload);

/** Payloads differ per job; each job parses its own, so the list need not know them. */
function anyPayload(job: unknown): Job {
  return job as Job;
}
