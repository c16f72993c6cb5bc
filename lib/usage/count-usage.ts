import { clock } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import type { MetricId } from "./metrics";
import { ingest } from "./record-usage";
import type { RecordedEvent } from "./schema";

const flushMs = 1_000;
const flushAt = 500;

interface Tally {
  tenantId: string;
  metric: MetricId;
  amount: number;
}

// `next dev` reloads modules; what was counted must survive that.
const shared = globalThis as typeof globalThis & {
  tenantryTallies?: {
    open: Map<string, Tally>;
    unsent: Map<string, RecordedEvent[]>;
    timer?: NodeJS.Timeout;
  };
};
shared.tenantryTallies ??= { open: new Map(), unsent: new Map() };
const tallies = shared.tenantryTallies;

/**
 * Counts something that happens too often to be written down one by one. It is added up in this process and recorded
 * within a second; a process that is killed takes that second with it.
 */
export function countUsage(tenantId: string, metric: MetricId, amount = 1): void {
  const key = `${tenantId} ${metric}`;
  const tally = tallies.open.get(key) ?? { tenantId, metric, amount: 0 };
  tally.amount += amount;
  tallies.open.set(key, tally);
  if (tally.amount >= flushAt) void flushUsage();
  tallies.timer ??= setTimeout(flushUsage, flushMs).unref();
}

/** Records what was counted. What could not be recorded waits, under the id it was sent with, so that it counts once. */
export async function flushUsage(): Promise<void> {
  clearTimeout(tallies.timer);
  tallies.timer = undefined;
  for (const tally of tallies.open.values()) {
    tallies.unsent.set(tally.tenantId, [...(tallies.unsent.get(tally.tenantId) ?? []), eventOf(tally)]);
  }
  tallies.open.clear();
  for (const [tenantId, events] of [...tallies.unsent]) {
    tallies.unsent.delete(tenantId);
    try {
      await ingest(tenantId, events);
    } catch (cause) {
      log().warn({ err: cause, tenantId }, "usage could not be recorded yet");
      tallies.unsent.set(tenantId, [...events, ...(tallies.unsent.get(tenantId) ?? [])]);
      tallies.timer ??= setTimeout(flushUsage, flushMs).unref();
    }
  }
}

const eventOf = ({ metric, amount }: Tally): RecordedEvent => ({
  ...{ op: "record", source: "$calls", id: crypto.randomUUID(), metric, value: String(amount), dims: {} },
  time: clock.now().toISOString(),
});
