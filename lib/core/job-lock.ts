import { sql } from "drizzle-orm";
import type { JobHelpers } from "graphile-worker";
import { z } from "zod";
import { connection } from "@/db/client";
import { minutes, seconds } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { job } from "./job";

/** How often a job in hand says so, and after how long without a word its process is taken for dead. */
const renewMs = seconds(30);
const abandonedMs = minutes(2);

/** Runs a job's work, saying all the while that somebody is at it: the queue alone would believe so for four hours. */
export async function holding<T>(
  { query, job }: Pick<JobHelpers, "query" | "job">,
  work: () => Promise<T>,
  everyMs = renewMs,
): Promise<T> {
  const renew = () =>
    query("update graphile_worker._private_jobs set locked_at = now() where id = $1 and locked_by = $2", [
      job.id,
      job.locked_by,
    ]).catch((cause: unknown) => log().warn({ err: cause, jobId: job.id }, "a job could not renew its lock"));
  const timer = setInterval(renew, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Every minute: what a process had in hand when it died is anybody's again. A job may run twice for that, as any may. */
export const freeAbandonedJob = job({
  name: "jobs.free_abandoned",
  payload: z.object({}),
  schedule: "* * * * *",
  async run() {
    const { rowCount } = await connection("jobs").db.execute(sql`
      update graphile_worker._private_jobs set locked_at = null, locked_by = null
       where locked_at < now() - ${abandonedMs} * interval '1 millisecond'`);
    if (rowCount) log().warn({ jobs: rowCount }, "jobs of a process that died are taken up again");
  },
});
