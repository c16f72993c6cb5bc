import {
  type JobHelpers,
  Logger,
  parseCronItem,
  parseCronItems,
  type Runner,
  run,
  runOnce,
  type TaskList,
} from "graphile-worker";
import { connection } from "@/db/client";
import { enqueue, type Job, NotYet } from "@/lib/core/job";
import { holding } from "@/lib/core/job-lock";
import { ForeignJob, openJob } from "@/lib/core/signed-job";
import { jobs } from "@/lib/nouns";
import { summaryOf } from "@/lib/platform/describe-error";
import { log, withLogScope } from "@/lib/platform/log";

const taskList: TaskList = Object.fromEntries(
  jobs.map((job) => [job.name, (payload, helpers) => perform(job, payload, helpers)]),
);

/**
 * Runs one job. What it throws is logged here, and reaches the queue's tables as one line without values. A job that
 * was not signed for the workspace it names is reported and never tried again.
 */
async function perform(job: Job, payload: unknown, helpers: JobHelpers): Promise<void> {
  const { id, attempts } = helpers.job;
  try {
    const { tenantId, body } = openJob(job.name, payload, job.schedule !== undefined);
    await withLogScope({ job: job.name, ...(tenantId && { tenantId }) }, () =>
      holding(helpers, () => job.run(job.payload.parse(body))),
    );
  } catch (thrown) {
    if (thrown instanceof ForeignJob) await bury(helpers);
    if (thrown instanceof NotYet && thrown.at) await postpone(helpers, thrown.at);
    const which = { job: job.name, jobId: id, attempt: attempts };
    if (thrown instanceof NotYet) log().warn(which, thrown.message);
    else log().error({ err: thrown, ...which }, "a job failed");
    throw new Error(summaryOf(thrown));
  }
}

/** Takes the attempts that are left. */
async function bury({ query, job }: JobHelpers): Promise<void> {
  await query("update graphile_worker._private_jobs set max_attempts = attempts where id = $1", [job.id]);
}

/** Gives the attempt back and says when the next is due; the queue adds a second of its own. */
async function postpone({ query, job }: JobHelpers, at: Date): Promise<void> {
  await query(
    "update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = $2 where id = $1",
    [job.id, at],
  );
}

/**
 * What both ways of working share. In batches (of whatever ends in the same instant) the outcome of a job is awaited
 * before the queue says it is done; one by one it is written by nobody's promise, and a process that is frozen or
 * ended right afterwards would leave the job locked for hours.
 */
const common = (pool: "jobs" | "worker") => ({
  pgPool: connection(pool).pool,
  taskList,
  preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  noHandleSignals: true,
  logger: quiet(),
});

/** Works off every job that is due and returns once their outcomes are written: for the cron route and after a response. */
export async function drainJobs(): Promise<void> {
  await runOnce(common("jobs"));
}

/**
 * Queues what the schedules call for in the minute of `now`: a platform without a standing worker has only its cron to
 * keep time with. Called twice in a minute, the key keeps one waiting job.
 */
export async function enqueueScheduled(now: Date): Promise<void> {
  const digest = {
    min: now.getUTCMinutes(),
    hour: now.getUTCHours(),
    date: now.getUTCDate(),
    month: now.getUTCMonth() + 1,
    dow: now.getUTCDay(),
  };
  const due = jobs.filter(
    ({ name, schedule }) => schedule && parseCronItem({ task: name, match: schedule }).match(digest),
  );
  await connection("jobs").db.transaction(async (db) => {
    for (const job of due) await enqueue(db, job, {}, { key: `schedule:${job.name}` });
  });
}

/** Works jobs off as they come, with their schedules, until stopped. */
export function startWorker(concurrency = 4): Promise<Runner> {
  return run({
    ...common("worker"),
    concurrency,
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule }) => (schedule ? [{ task: name, match: schedule }] : [])),
    ),
  });
}

/** The queue's own log, from warnings up, as ours. A failed job it tells of with the whole payload, and we have told. */
function quiet(): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta?.failure || (level !== "error" && level !== "warning")) return;
    log().error({ err: meta?.error }, message);
  });
}
