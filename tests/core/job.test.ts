import { sql } from "drizzle-orm";
import type { JobHelpers } from "graphile-worker";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { connection } from "@/db/client";
import { withPlatform, withTenant } from "@/db/tenant";
import { meterJob } from "@/lib/billing/metered/meter-workspace";
import { invalidateJob } from "@/lib/core/invalidation";
import { enqueue, job, NotYet } from "@/lib/core/job";
import { freeAbandonedJob, holding } from "@/lib/core/job-lock";
import { ForeignJob, openJob, signedJob } from "@/lib/core/signed-job";
import { drainJobs, enqueueScheduled } from "@/lib/entry/job";
import { logged } from "../support/logged";
import { workspace } from "../support/world";
import { asOwner } from "../tenancy/clients";

const idle = job({ name: "test.idle", payload: z.object({ n: z.number() }), run: async () => undefined });

async function waiting(name: string): Promise<number> {
  const { rows } = await connection("jobs").db.execute<{ n: number }>(
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
  const { rows: first } = await connection("jobs").db.execute(
    sql`select key from graphile_worker.jobs where key like 'schedule:%'`,
  );
  await enqueueScheduled(minute);
  const { rows: second } = await connection("jobs").db.execute(
    sql`select key from graphile_worker.jobs where key like 'schedule:%'`,
  );
  expect(second).toEqual(first);
});

interface Queued {
  payload: Record<string, unknown>;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
}

const queued = (name: string): Promise<Queued[]> =>
  asOwner((owner) =>
    owner.query<Queued>(
      `select j.payload, j.attempts, j.max_attempts as "maxAttempts", j.last_error as "lastError"
         from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = $1 order by j.id`,
      [name],
    ),
  ).then(({ rows }) => rows);

const put = (name: string, payload: unknown) =>
  asOwner((owner) =>
    owner.query("select graphile_worker.add_job($1, $2::json)", [name, JSON.stringify(payload)]),
  );

describe("a job's workspace", () => {
  beforeEach(() => asOwner((owner) => owner.query("delete from graphile_worker._private_jobs")));

  test("is the one whose transaction asked, signed with what it says", async () => {
    const acme = await workspace();
    await withTenant(acme.id, (db) => enqueue(db, invalidateJob, { keys: ["a"] }));
    const [one] = await queued(invalidateJob.name);
    expect(one?.payload).toMatchObject({ keys: ["a"], _tenant: acme.id });
    expect(openJob(invalidateJob.name, one?.payload, false)).toEqual({
      tenantId: acme.id,
      body: { keys: ["a"] },
    });
    await drainJobs();
    expect(await queued(invalidateJob.name)).toEqual([]);
  });

  test("cannot be another than the transaction's", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace({ name: "Globex" })]);
    const foreign = withTenant(acme.id, (db) => enqueue(db, meterJob, { tenantId: globex.id }));
    await expect(foreign).rejects.toBeInstanceOf(ForeignJob);
    const own = withTenant(acme.id, (db) => enqueue(db, meterJob, { tenantId: acme.id }));
    await expect(own).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await queued(meterJob.name)).toEqual([]);
  });

  test.each([
    [
      "that names another than it is signed for",
      (mine: string, theirs: string) => ({
        ...signedJob(meterJob.name, { tenantId: mine }),
        tenantId: theirs,
      }),
    ],
    [
      "whose signature is of another workspace",
      (mine: string, theirs: string) => ({
        ...signedJob(meterJob.name, { tenantId: mine }),
        _tenant: theirs,
        tenantId: theirs,
      }),
    ],
    [
      "whose signature is of another job",
      (_: string, theirs: string) => signedJob("mail.send", { tenantId: theirs }),
    ],
    ["that is not signed", (_: string, theirs: string) => ({ tenantId: theirs })],
    ["that says nothing and is not scheduled", () => ({})],
  ])("refuses a job %s: it is reported and not tried again", async (_, forge) => {
    const [acme, globex] = await Promise.all([workspace(), workspace({ name: "Globex" })]);
    await put(meterJob.name, forge(acme.id, globex.id));
    const text = await logged(drainJobs);
    expect(text).toContain("a job failed");
    expect(text).toContain("ForeignJob");
    const [one] = await queued(meterJob.name);
    expect(one).toMatchObject({
      attempts: 1,
      maxAttempts: 1,
      lastError: expect.stringContaining("billing.meter"),
    });
  });

  test("that cannot do its part yet says so in a warning of one line, and is tried again", async () => {
    await put("cache.invalidate", signedJob("cache.invalidate", { keys: ["a"] }));
    const run = vi.spyOn(invalidateJob, "run").mockRejectedValueOnce(new NotYet("Redis is away"));
    const text = await logged(drainJobs);
    run.mockRestore();
    expect(text).toMatch(/"level":"warn".*"job":"cache\.invalidate".*"Redis is away"/);
    expect(text).not.toMatch(/"level":"error"|"stack"/);
    expect(await queued("cache.invalidate")).toMatchObject([{ attempts: 1, lastError: "Redis is away" }]);
  });

  test("that failed is written down before the queue says it is done, however slow the database", async () => {
    await asOwner((owner) =>
      owner.query(`create or replace function take_your_time() returns trigger language plpgsql
                     as 'begin perform pg_sleep(0.3); return new; end';
                   create trigger slow before update of last_error on graphile_worker._private_jobs
                     for each row when (new.last_error is not null) execute function take_your_time()`),
    );
    try {
      await put(meterJob.name, {});
      await logged(drainJobs);
      expect(await queued(meterJob.name)).toMatchObject([{ lastError: expect.any(String) }]);
    } finally {
      await asOwner((owner) => owner.query("drop function take_your_time cascade"));
    }
  });

  test("that a dead process had in hand is anybody's again after two minutes", async () => {
    const acme = await workspace();
    await withTenant(acme.id, (db) => enqueue(db, invalidateJob, { keys: ["a"] }));
    const locked = (since: string) =>
      asOwner((owner) =>
        owner.query(
          `update graphile_worker._private_jobs set locked_at = now() - $1::interval, locked_by = 'dead', attempts = 1`,
          [since],
        ),
      );
    await locked("90 seconds");
    await freeAbandonedJob.run({});
    await drainJobs();
    expect(await queued(invalidateJob.name)).toHaveLength(1);
    await locked("3 minutes");
    expect(await logged(() => freeAbandonedJob.run({}))).toContain("taken up again");
    await drainJobs();
    expect(await queued(invalidateJob.name)).toEqual([]);
  });

  test("that takes long is held for as long as somebody is at it", async () => {
    const acme = await workspace();
    await withTenant(acme.id, (db) => enqueue(db, invalidateJob, { keys: ["a"] }));
    const [mine] = await asOwner((owner) =>
      owner.query<{ id: string }>(
        `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour', locked_by = 'me' returning id`,
      ),
    ).then(({ rows }) => rows);
    const helpers = {
      query: (text: string, values: unknown[]) => connection("jobs").pool.query(text, values),
      job: { id: mine?.id, locked_by: "me" },
    } as unknown as JobHelpers;
    await holding(helpers, () => new Promise((resolve) => setTimeout(resolve, 300)), 50);
    await freeAbandonedJob.run({});
    await drainJobs();
    expect(await queued(invalidateJob.name)).toHaveLength(1);
  });

  test("is none where a schedule asks: such a job says nothing, and what it says is not believed", () => {
    expect(openJob("auth.purge", { _cron: { ts: "x" } }, true)).toEqual({ tenantId: null, body: {} });
    expect(() => openJob("auth.purge", { keys: [] }, true)).toThrow(ForeignJob);
    expect(() => openJob("auth.purge", { _cron: {} }, false)).toThrow(ForeignJob);
  });
});
