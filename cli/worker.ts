import { assertConfinedRole } from "@/db/boot-check";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import { startWorker } from "@/lib/entry/job";
import { writeDown } from "@/lib/entry/shutdown";
import { log } from "@/lib/platform/log";

/** A worker of its own, for deployments whose web processes run none. Ends politely on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  await assertConfinedRole();
  await assertSameStripe();
  const runner = await startWorker();
  log().info("worker started");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void runner.stop());
  await runner.promise;
  await writeDown();
}

main().catch((cause) => {
  log().fatal({ err: cause }, "the worker does not start");
  process.exit(1);
});
