import { assertConfinedRole } from "@/db/boot-check";
import { connection } from "@/db/client";
import { env } from "@/env";
import { syncJob } from "@/lib/billing/sync/sync";
import { enqueue } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { startWorker } from "./job";

/** Refuses to serve from a role that can bypass row-level security, then starts the worker where it lives inside. */
export async function boot(): Promise<void> {
  try {
    await assertConfinedRole();
    if (env().WORKER !== "inline") return;
    await startWorker();
    // What the last process died over need not wait for the next full minute.
    await connection("jobs").db.transaction((db) => enqueue(db, syncJob, {}, { key: "boot" }));
  } catch (cause) {
    log().fatal({ err: cause }, "the server does not start");
    process.exit(1);
  }
}
