import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { tenantOf } from "@/db/tenant";
import { signedJob } from "./signed-job";

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

/** A job cannot do its part just now and is to be tried again: nothing failed that anybody has to mend. */
export class NotYet extends Error {
  override name = "NotYet";

  /** @param at When to try again, which then costs no attempt; without it, later and later as after a failure. */
  constructor(
    message: string,
    readonly at: Date | null = null,
  ) {
    super(message);
  }
}

/** Declares a unit of background work. A job is shallow and carries its tenant in the payload. */
export function job<P extends z.ZodType>(declaration: Declaration<P>): Job<P> {
  return { kind: "job", ...declaration };
}

interface EnqueueOptions {
  runAt?: Date;
  /** Jobs of one key replace each other while they wait. A workspace's own key holds its id. */
  key?: string;
}

/**
 * Queues a job in the caller's transaction: it exists if and only if the change that asked for it does. It is signed for
 * the workspace whose transaction it is, or, asked for by the platform, for the one it names.
 */
export async function enqueue<P extends z.ZodType>(
  db: Tx,
  { name, maxAttempts = 12 }: Pick<Job<P>, "name" | "maxAttempts">,
  payload: z.input<P>,
  { runAt, key }: EnqueueOptions = {},
): Promise<void> {
  const owner = tenantOf(db);
  const add = owner ? sql`jobs.add_tenant_job` : sql`jobs.add_job`;
  const signed = JSON.stringify(signedJob(name, payload, owner));
  await db.execute(sql`
    select ${add}(${name}, ${signed}::json, ${runAt?.toISOString() ?? null}::timestamptz, ${key ?? null}, ${maxAttempts})`);
}
