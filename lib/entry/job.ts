import {
  Logger,
  parseCronItem,
  parseCronItems,
  type Runner,
  run,
  runOnce,
  type TaskList,
} from "graphile-worker";
import { connection } from "@/db/client";
import { enqueue } from "@/lib/core/job";
import { log, withLogScope } from "@/lib/platform/log";
import { jobs } from "./jobs";

const taskList: TaskList = Object.fromEntries(
  jobs.map((job) => [
    job.name,
    (payload: unknown) => withLogScope({ job: job.name }, () => job.run(job.payload.parse(payload ?? {}))),
  ]),
);

/** Works off every job that is due and returns: for the cron route and after a response. */
export async function drainJobs(): Promise<void> {
  await runOnce({ pgPool: connection("jobs").pool, taskList, logger: quiet(), noHandleSignals: true });
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
    pgPool: connection("jobs").pool,
    taskList,
    concurrency,
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule }) => (schedule ? [{ task: name, match: schedule }] : [])),
    ),
    noHandleSignals: true,
    logger: quiet(),
  });
}

/** The queue's own log, from warnings up, as ours. */
function quiet(): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === "error" || level === "warning") log().error({ meta }, message);
  });
}
