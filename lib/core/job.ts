import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";

interface Declaration<P extends z.ZodType> {
  name: string;
  payload: P;
  /** May run twice: a worker can die between the deed and its tick. */
  run(payload: z.output<P>): Promise<void>;
  maxAttempts?: number;
  /** A cron line (UTC) on which it also runs, with an empty payload. */
  schedule?: string;
}

export interface Job<P extends z.ZodType = z.ZodType> extends Declaration<P> {
  readonly kind: "job";
}

/** Declares a unit of background work. A job is shallow and carries its tenant in the payload. */
export function job<P extends z.ZodType>(declaration: Declaration<P>): Job<P> {
  return { kind: "job", ...declaration };
}

interface EnqueueOptions {
  runAt?: Date;
  /** Jobs of one key replace each other while they wait. */
  key?: string;
}

/** Queues a job in the caller's transaction: it exists if and only if the change that asked for it does. */
export async function enqueue<P extends z.ZodType>(
  db: Tx,
  { name, maxAttempts = 12 }: Job<P>,
  payload: z.input<P>,
  { runAt, key }: EnqueueOptions = {},
): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json, max_attempts := ${maxAttempts},
      run_at := ${runAt?.toISOString() ?? null}::timestamptz, job_key := ${key ?? null})`);
}
