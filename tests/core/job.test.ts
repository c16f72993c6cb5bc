import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { connection } from "@/db/client";
import { withPlatform } from "@/db/tenant";
import { enqueue, job } from "@/lib/core/job";
import { enqueueScheduled } from "@/lib/entry/job";

const idle = job({ name: "test.idle", payload: z.object({ n: z.number() }), run: async () => undefined });

async function waiting(name: string): Promise<number> {
  const { rows } = await connection().db.execute<{ n: number }>(
    sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = ${name}`,
  );
  return rows[0]?.n ?? 0;
}

test("a job exists if and only if the transaction that asked for it was kept", async () => {
  await withPlatform(async (db) => {
    await enqueue(db, idle, { n: 1 });
    throw new Error("changed my mind");
  }).catch(() => undefined);
  expect(await waiting(idle.name)).toBe(0);
  await withPlatform((db) => enqueue(db, idle, { n: 2 }));
  expect(await waiting(idle.name)).toBe(1);
});

test("what a schedule calls for is queued once, however often its minute is asked", async () => {
  const minute = new Date("2026-11-20T03:17:00Z");
  await enqueueScheduled(minute);
  const { rows: first } = await connection().db.execute(
    sql`select key from graphile_worker.jobs where key like 'schedule:%'`,
  );
  await enqueueScheduled(minute);
  const { rows: second } = await connection().db.execute(
    sql`select key from graphile_worker.jobs where key like 'schedule:%'`,
  );
  expect(second).toEqual(first);
});
