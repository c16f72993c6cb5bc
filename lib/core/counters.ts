import { inArray, sql } from "drizzle-orm";
import { connection, direct, type Tx } from "@/db/client";
import { rateCounters } from "@/db/schema/platform";
import { clock } from "@/lib/platform/clock";

export interface Count {
  key: string;
  windowMs: number;
  amount: number;
}

export type Counted = typeof rateCounters.$inferSelect;

/**
 * Counts in a transaction of its own, from a pool of its own: a refused command rolls back, but its attempt must stay
 * counted. What `work` throws takes back what it counted.
 */
export function counting<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return direct(connection("counters").db.transaction(work));
}

/** Adds to fixed-window counters and returns where they stand. Atomic: parallel callers each get other numbers. */
export async function countUp(tx: Tx, counts: Count[]): Promise<Counted[]> {
  if (counts.length === 0) return [];
  const isOver = sql`${rateCounters.resetsAt} <= ${clock.now().toISOString()}::timestamptz`;
  const rows = summed(counts);
  const column = (values: unknown[]) => sql.param(values);
  // As lists, so that the statement does not tell how many there are.
  return tx
    .insert(rateCounters)
    .select(
      sql`select * from unnest(${column(rows.map(({ key }) => key))}::text[], ${column(
        rows.map(({ amount }) => amount),
      )}::int[], ${column(rows.map(({ windowMs }) => clock.in(windowMs).toISOString()))}::timestamptz[])`,
    )
    .onConflictDoUpdate({
      target: rateCounters.key,
      set: {
        count: sql`case when ${isOver} then excluded.count else ${rateCounters.count} + excluded.count end`,
        resetsAt: sql`case when ${isOver} then excluded.resets_at else ${rateCounters.resetsAt} end`,
      },
    })
    .returning();
}

/** Takes back what was counted, unless its window is over and another has begun. */
export async function countDown(tx: Tx, counts: Count[], counted: Counted[]): Promise<void> {
  for (const { key, amount } of summed(counts)) {
    const resetsAt = counted.find((one) => one.key === key)?.resetsAt ?? clock.now();
    await tx
      .update(rateCounters)
      .set({ count: sql`greatest(${rateCounters.count} - ${amount}, 0)` })
      .where(
        sql`${rateCounters.key} = ${key} and ${rateCounters.resetsAt} = ${resetsAt.toISOString()}::timestamptz`,
      );
  }
}

/** Forgets counters altogether. */
export async function clearCounters(tx: Tx, keys: string[]): Promise<void> {
  await tx.delete(rateCounters).where(inArray(rateCounters.key, keys));
}

/** One row a key, in one order for everybody, so that two callers never wait for each other. */
function summed(counts: Count[]): Count[] {
  const byKey = new Map<string, Count>();
  for (const one of counts)
    byKey.set(one.key, { ...one, amount: one.amount + (byKey.get(one.key)?.amount ?? 0) });
  return [...byKey.values()].toSorted((left, right) => (left.key < right.key ? -1 : 1));
}
