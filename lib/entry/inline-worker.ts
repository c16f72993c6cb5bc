import { connection } from "@/db/client";
import { env } from "@/env";
import { syncJob } from "@/lib/billing/sync/sync";
import { enqueue } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { startWorker } from "./job";

/**
 * Starts the worker where it lives inside the server. The development server has none: compiling every job would keep the
 * first page waiting, and `npm run dev` works jobs off itself.
 */
export async function startInlineWorker(): Promise<void> {
  if (env().WORKER !== "inline") return;
  try {
    await startWorker();
    // What the last process died over need not wait for the next full minute.
    await connection("jobs").db.transaction((db) => enqueue(db, syncJob, {}, { key: "boot" }));
  } catch (cause) {
    log().fatal({ err: cause }, "the server does not start");
    process.exit(1);
  }
}
