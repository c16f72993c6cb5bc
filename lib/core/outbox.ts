import { and, asc, eq, inArray, lt, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { type EventLine, eventOutbox } from "@/db/schema/platform";
import { events } from "@/db/schema/tenant";
import { afterCommit, withPlatform, withTenant } from "@/db/tenant";
import { clock, seconds } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { fanOut } from "./fan-out";
import { job } from "./job";

type Waiting = typeof eventOutbox.$inferSelect;

const outgoing = new WeakMap<Tx, Waiting[]>();

/**
 * Leaves a line for a workspace's history in the platform's transaction. It is delivered as soon as that has committed, so
 * that whoever made the change sees it told; where that fails, `deliverEventsJob` repeats it.
 */
export async function leaveInOutbox(
  db: Tx,
  left: Pick<Waiting, "tenantId" | "id"> & { line: EventLine },
): Promise<void> {
  const rows = await db.insert(eventOutbox).values(left).returning();
  const waiting = outgoing.get(db);
  if (waiting) return void waiting.push(...rows);
  outgoing.set(db, rows);
  afterCommit(db, () => deliverNow(rows));
}

/** How much a transaction has left so far, for whoever may take back what follows. */
export const leftSoFar = (db: Tx): number => outgoing.get(db)?.length ?? 0;

/** Forgets what was left beyond `kept`, whose rows have been rolled back. */
export function takeBack(db: Tx, kept: number): void {
  outgoing.get(db)?.splice(kept);
}

async function deliverNow(left: Waiting[]): Promise<void> {
  for (const tenantId of new Set(left.map((one) => one.tenantId)))
    await deliver(
      tenantId,
      left.filter((one) => one.tenantId === tenantId),
    ).catch((err: unknown) => log().warn({ err, tenantId }, "a history will be written later"));
}

/** Delivers what a process left behind that died between its commit and its delivery, or whose store was away. */
export const deliverEventsJob = job({
  name: "events.deliver",
  payload: z.object({}),
  schedule: "* * * * *",
  async run() {
    const isLeftBehind = lt(eventOutbox.createdAt, clock.in(-seconds(30)));
    const left = await withPlatform((db) =>
      db.selectDistinct({ tenantId: eventOutbox.tenantId }).from(eventOutbox).where(isLeftBehind),
    );
    const failures: unknown[] = [];
    for (const { tenantId } of left)
      await deliverAll(tenantId, isLeftBehind).catch((cause) => failures.push(cause));
    if (failures.length > 0) throw new AggregateError(failures, "some histories could not be written");
  },
});

async function deliverAll(tenantId: string, which: SQL): Promise<void> {
  for (let left = await find(tenantId, which); left.length > 0; left = await find(tenantId, which))
    await deliver(tenantId, left);
}

const find = (tenantId: string, which: SQL): Promise<Waiting[]> =>
  withPlatform((db) =>
    db
      .select()
      .from(eventOutbox)
      .where(and(eq(eventOutbox.tenantId, tenantId), which))
      .orderBy(asc(eventOutbox.id))
      .limit(500),
  );

/**
 * Moves lines into the history they belong to. Two may move the same ones: a line has its id before it is left, and stands
 * in the history once.
 */
async function deliver(tenantId: string, left: Waiting[]): Promise<void> {
  const lines = left.map(({ id, createdAt, line }) => ({ ...line, tenantId, id, createdAt }));
  await withTenant(tenantId, async (db) => {
    const added = await db.insert(events).values(lines).onConflictDoNothing().returning();
    await fanOut(db, tenantId, added);
  });
  const ids = left.map(({ id }) => id);
  await withPlatform((db) =>
    db.delete(eventOutbox).where(and(eq(eventOutbox.tenantId, tenantId), inArray(eventOutbox.id, ids))),
  );
}
