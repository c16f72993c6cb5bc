import { sql } from "drizzle-orm";
import { connection, type Tx } from "@/db/client";
import { rateCounters } from "@/db/schema/platform";
import { clock } from "@/lib/platform/clock";

/** Adds one to a fixed-window counter and returns where it stands. Atomic: parallel callers each get another number. */
export async function countUp(key: string, windowMs: number): Promise<{ count: number; resetsAt: Date }> {
  const now = clock.now();
  const isOver = sql`${rateCounters.resetsAt} <= ${now.toISOString()}::timestamptz`;
  const resetsAt = clock.in(windowMs);
  return counting(async (tx) => {
    const [row] = await tx
      .insert(rateCounters)
      .values({ key, count: 1, resetsAt })
      .onConflictDoUpdate({
        target: rateCounters.key,
        set: {
          count: sql`case when ${isOver} then 1 else ${rateCounters.count} + 1 end`,
          resetsAt: sql`case when ${isOver} then excluded.resets_at else ${rateCounters.resetsAt} end`,
        },
      })
      .returning({ count: rateCounters.count, resetsAt: rateCounters.resetsAt });
    return row ?? { count: 1, resetsAt };
  });
}

/** Takes one back, as when the attempt turned out to be a success. */
export async function countDown(key: string): Promise<void> {
  await counting((tx) =>
    tx
      .update(rateCounters)
      .set({ count: sql`greatest(${rateCounters.count} - 1, 0)` })
      .where(sql`${rateCounters.key} = ${key}`),
  );
}

// A refused command rolls back, but its attempt must stay counted; hence a transaction of its own, from a pool of its own.
function counting<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return connection("counters").db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.scope', 'platform', true)`);
    return work(tx);
  });
}
