import dns from "node:dns";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, afterEach, describe, expect, inject, test, vi } from "vitest";
import { borrow, connect, connection, disconnect } from "@/db/client";
import { migrate } from "@/db/migrate";
import { pastPooler } from "@/db/neon";
import { placements, tenants } from "@/db/schema/platform";
import { platformStatement, withPlatform, withTenant } from "@/db/tenant";
import { invalidateJob } from "@/lib/core/invalidation";
import { enqueue } from "@/lib/core/job";
import { drainJobs, startWorker } from "@/lib/entry/job";
import { isAway } from "@/lib/platform/database-failure";
import { newId } from "@/lib/platform/id";
import { pooledUrl } from "../support/global-setup";
import { logged } from "../support/logged";
import { startNeonProxy } from "../support/neon-proxy";

// Before anything reads the environment: every pool of this file is Neon's, and leads to a pooler.
const proxy = await startNeonProxy(inject("adminUrl"));
const url = pooledUrl(process.env.DATABASE_URL ?? "");
Object.assign(process.env, { DATABASE_URL: url, DATABASE_PROXY_URL: proxy.url });

afterEach(() => Object.assign(proxy, { wakeMs: 0, openMs: 0 }));
afterAll(async () => {
  await disconnect();
  await proxy.stop();
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail("it should have failed"),
    (thrown: unknown) => thrown,
  );
const answers = () => withPlatform((db) => db.execute(sql`select 1`));
const insert = (slug: string) =>
  withPlatform((db) => db.insert(tenants).values({ id: newId("ten"), slug, name: "X" }));
/** The id of a workspace that has a place for its rows. */
async function placed(slug: string): Promise<string> {
  const id = newId("ten");
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id, slug, name: "X" });
    await db.insert(placements).values({ tenantId: id });
  });
  return id;
}
const named = async (slug: string): Promise<number> => {
  const rows = await withPlatform((db) =>
    db.execute<{ n: number }>(sql`select count(*)::int as n from platform.tenants where slug = ${slug}`),
  );
  return rows.rows[0]?.n ?? 0;
};

/** A pool of one's own, and what asking it came to. */
async function asking(to: { url?: string; proxy?: string }): Promise<unknown> {
  const { pool } = connect(to.url ?? url, { max: 1, proxy: to.proxy ?? proxy.url });
  return pool.query("select 1").finally(() => pool.end());
}

describe("through a pooler", () => {
  test("transactions of two workspaces at once each have their own, and leave nothing behind", async () => {
    const [acme, globex] = await Promise.all([placed("acme-pooled"), placed("globex-pooled")]);
    const ids = Array.from({ length: 30 }, (_, n) => (n % 2 ? acme : globex));
    const seen = await Promise.all(
      ids.map((id) =>
        withTenant(id, async (db) => {
          await db.execute(sql`select pg_sleep(0.01)`);
          return (await db.execute<{ id: string }>(sql`select current_setting('app.tenant_id') as id`))
            .rows[0]?.id;
        }),
      ),
    );
    expect(seen).toEqual(ids);
    const left = await Promise.all(
      ids.map(() =>
        connection().pool.query("select coalesce(current_setting('app.tenant_id', true), '') as id"),
      ),
    );
    expect(new Set(left.flatMap(({ rows }) => rows.map(({ id }) => id)))).toEqual(new Set([""]));
  });

  test("a prepared statement answers whichever session it meets, and keeps nothing where it fails", async () => {
    const add = platformStatement<{ slug: string }>(
      "neon_test_add",
      sql`insert into platform.tenants (id, slug, name) values (${sql.placeholder("id")}, ${sql.placeholder("slug")}, 'X') returning slug`,
    );
    const slugs = Array.from({ length: 24 }, (_, n) => `prepared-${n}`);
    const added = await Promise.all(slugs.map((slug) => add({ id: newId("ten"), slug })));
    expect(added.flat().map(({ slug }) => slug)).toEqual(slugs);
    await expect(add({ id: newId("ten"), slug: "prepared-0" })).rejects.toMatchObject({ code: "23505" });
    expect(await named("prepared-0")).toBe(1);
  });

  test("a failure names its code and its constraint, and no value", async () => {
    await insert("taken-name");
    const thrown = await failureOf(insert("taken-name"));
    expect(thrown).toMatchObject({ cause: { code: "23505", constraint: "tenants_slug_unique" } });
    expect(JSON.stringify(thrown)).not.toContain("taken-name");
  });

  test("one who listens goes past it, because there nobody would be heard", async () => {
    const { client } = await borrow("worker");
    await client.query("listen neon_test");
    const heard = once(client, "notification");
    await connection("jobs").pool.query("notify neon_test, 'job'");
    expect((await heard)[0]).toMatchObject({ payload: "job" });
    client.release(true);
  });

  test("jobs are worked off, by whoever drains them and by a standing worker", async () => {
    const queue = () => withPlatform((db) => enqueue(db, invalidateJob, { keys: ["a"] }));
    const waiting = async () =>
      (await connection("jobs").db.execute(sql`select 1 from graphile_worker.jobs`)).rowCount;
    await queue();
    expect(await waiting()).toBe(1);
    await drainJobs();
    expect(await waiting()).toBe(0);
    const worker = await startWorker();
    await queue();
    await expect.poll(waiting).toBe(0);
    await worker.stop();
  });
});

describe("a connection that is lost", () => {
  test.each(["suspend", "drop"] as const)(
    "in a transaction (%s) fails it as the database being away, and keeps nothing",
    async (how) => {
      const slug = `lost-${how}`;
      const thrown = await failureOf(
        withPlatform(async (db) => {
          await db.insert(tenants).values({ id: newId("ten"), slug, name: "X" });
          proxy[how]();
          await db.execute(sql`select pg_sleep(0.2)`);
        }),
      );
      expect(isAway(thrown), String(thrown)).toBe(true);
      expect(await named(slug)).toBe(0);
    },
  );

  test.each(["suspend", "drop"] as const)(
    "between two statements (%s) fails the second in the same way",
    async (how) => {
      const thrown = await failureOf(
        withPlatform(async (db) => {
          await db.execute(sql`select 1`);
          proxy[how]();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await db.execute(sql`select 1`);
        }),
      );
      expect(isAway(thrown), String(thrown)).toBe(true);
      await answers();
    },
  );

  test.each(["suspend", "drop"] as const)(
    "while idle (%s) is noted, and the next request has another",
    async (how) => {
      await answers();
      const lines = await logged(async () => {
        proxy[how]();
        await vi.waitFor(() => expect(connection("platform").pool.totalCount).toBe(0));
      });
      expect(lines).toContain("database connection lost");
      await answers();
    },
  );
});

describe("a connection that comes about slowly or not at all", () => {
  test("waits for a compute that wakes", async () => {
    proxy.wakeMs = 700;
    await expect(asking({})).resolves.toMatchObject({ rowCount: 1 });
  });

  test("is given up as the database being away where it does not wake, and where the proxy does not open", async () => {
    Object.assign(proxy, { wakeMs: 6_000 });
    const asleep = failureOf(asking({}));
    // The first has been let in by the time that the door is shut.
    await new Promise((resolve) => setTimeout(resolve, 300));
    Object.assign(proxy, { openMs: 6_000 });
    const shut = failureOf(asking({}));
    for (const thrown of await Promise.all([asleep, shut])) expect(isAway(thrown), String(thrown)).toBe(true);
  });

  test("is the database being away where nothing answers, told by an error that says so", async () => {
    const thrown = await failureOf(asking({ proxy: "ws://127.0.0.1:1/v2" }));
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toMatchObject({ code: "ECONNREFUSED" });
    expect(isAway(thrown)).toBe(true);
  });

  test("is no connection with a wrong password", async ({ skip }) => {
    const wrong = new URL(url);
    wrong.password = "wrong";
    if (await isLetIn(wrong.href)) skip("this server asks nobody for a password");
    const { pool } = connect(wrong.href, { max: 1, proxy: proxy.url });
    await expect(pool.connect()).rejects.toMatchObject({ code: "28P01" });
    await pool.end();
  });
});

async function isLetIn(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  const isIn = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end();
  return isIn;
}

describe("past the pooler", () => {
  test.each([
    [
      "postgres://a:b@ep-x-1-pooler.eu-central-1.aws.neon.tech/db?sslmode=require",
      undefined,
      "ep-x-1.eu-central-1.aws.neon.tech",
    ],
    ["postgres://a:b@ep-x-1.eu-central-1.aws.neon.tech/db", undefined, "ep-x-1.eu-central-1.aws.neon.tech"],
    ["postgres://a:b@db-pooler.example.com/db", undefined, "db-pooler.example.com"],
    ["postgres://a:b@db-pooler.example.com/db", "wss://proxy.example.com/v1", "db.example.com"],
  ])("%s by way of %s is %s", (given, by, host) => {
    expect(new URL(pastPooler(given, by)).hostname).toBe(host);
  });

  test("migrates, because its lock is the session's", async () => {
    const asked: string[] = [];
    const lookup = vi.spyOn(dns, "lookup").mockImplementation(((host: string, ...rest: unknown[]) => {
      asked.push(host);
      const answer = rest.at(-1);
      if (typeof answer === "function") answer(new Error("no such host"));
    }) as typeof dns.lookup);
    await migrate("postgres://o:p@ep-x-pooler.aws.neon.tech/db", url, () => undefined).catch(() => undefined);
    lookup.mockRestore();
    expect(asked).toEqual(["ep-x.aws.neon.tech"]);
  });
});
