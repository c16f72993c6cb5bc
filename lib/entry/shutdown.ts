import { flushRefusals } from "@/lib/core/refusals";
import { within } from "@/lib/platform/within";
import { flushUsage } from "@/lib/usage/count-usage";

const patienceMs = 5_000;

/** Writes down what is only counted so far: refusals and API calls of the last second. */
export async function writeDown(): Promise<void> {
  await within(patienceMs, Promise.allSettled([flushRefusals(), flushUsage()])).catch(() => undefined);
}

/**
 * Lets a signal to end wait until that is done, and then reach whoever listened before: Next ends the process once the last
 * answer is out, and waits for nothing else.
 */
export function writeDownBeforeTheEnd(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await writeDown();
      for (const listener of others) process.on(signal, listener);
      process.kill(process.pid, signal);
    });
  }
}
