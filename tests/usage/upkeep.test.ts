import { randomBytes } from "node:crypto";
import { getTableName, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { events, projects, usageEvents } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { warnUsage } from "@/lib/billing/metered/warn-usage";
import { check } from "@/lib/entitlements/check";
import { clock, days, hours } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { countUsage, flushUsage } from "@/lib/usage/count-usage";
import { measuredTables, measureStorage } from "@/lib/usage/measure-storage";
import { ingest } from "@/lib/usage/record-usage";
import { measureStorageJob, purgeUsageJob } from "@/lib/usage/upkeep";
import { queuedMail } from "../members/queued-mail";
import { workspace } from "../support/world";
import { event, totals } from "./support";

afterEach(() => clock.reset());

const use = (tenantId: string, id: string, value: number) =>
  ingest(tenantId, [event({ id, metric: "apiCalls", value })]);

describe("a warning", () => {
  test("comes at 80 and at 100 percent, once a period, to who pays and nobody else", async () => {
    const acme = await workspace({ plan: "starter" });
    const warn = async () => {
      await warnUsage(acme.id);
      return (await queuedMail(acme.owner.email)).map(({ props }) => props.percent);
    };
    await use(acme.id, "a", 39_000);
    expect(await warn()).toEqual([]);
    await use(acme.id, "b", 1_500);
    await warn();
    expect(await warn()).toEqual([80]);
    await use(acme.id, "c", 20_000);
    expect(await warn()).toEqual([80, 100]);
    expect(await queuedMail(acme.billing.email)).toHaveLength(2);
    expect(await queuedMail(acme.admin.email)).toEqual([]);
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items.filter(({ type }) => type === "usage.warned")).toHaveLength(2);
  });

  test("comes anew in the next period", async () => {
    const acme = await workspace({ plan: "free" });
    await use(acme.id, "a", 900);
    await warnUsage(acme.id);
    clock.shift(days(32));
    await warnUsage(acme.id);
    await use(acme.id, "b", 900);
    await warnUsage(acme.id);
    expect(await queuedMail(acme.owner.email)).toHaveLength(2);
  });
});

describe("storage", () => {
  test("is measured once an hour, and grows with what is kept", async () => {
    const acme = await workspace({ plan: "free" });
    const measured = async () => (await check(acme.id, "storage", { amount: 0 })).used;
    await acme.owner.run(createProject, { name: "One", description: "x".repeat(400) });
    await measureStorageJob.run({});
    const before = await measured();
    expect(before).toBeGreaterThan(0);
    await acme.owner.run(createProject, { name: "Two" });
    await measureStorageJob.run({});
    expect(await measured()).toBe(before);
    clock.shift(hours(1));
    await measureStorageJob.run({});
    expect(await measured()).toBeGreaterThan(before);
  });
});

describe("what counts as stored", () => {
  test("is every table of a workspace's own store, but for our notes on its usage", async () => {
    const acme = await workspace();
    const { rows } = await withTenant(acme.id, (db) =>
      db.execute<{ name: string }>(sql`
        select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname not like 'usage%'
         order by c.relname`),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(measuredTables.map((table) => getTableName(table)).toSorted()).toEqual(
      rows.map(({ name }) => name),
    );
  });

  test("is as much as the rows take up, within a few bytes of each", async () => {
    const acme = await workspace();
    const text = randomBytes(180).toString("hex");
    for (let n = 0; n < 20; n++)
      await acme.owner.run(createProject, { name: `Project ${n}`, description: text });
    await withTenant(acme.id, (db) => measureStorage(db, acme.id));
    const { rows } = await withTenant(acme.id, (db) =>
      db.execute<{ total: number; bytes: number }>(sql`
        select count(*)::int as total, sum(bytes)::int as bytes from (
          select pg_column_size(p.*) as bytes from ${projects} p union all select pg_column_size(e.*) from ${events} e) rows`),
    );
    const [{ total, bytes } = { total: 0, bytes: 0 }] = rows;
    const { used } = await check(acme.id, "storage", { amount: 0 });
    expect(total).toBe(40);
    expect(Math.abs(used - bytes)).toBeLessThan(total * 16);
  });
});

describe("what is counted in the process", () => {
  test("is recorded together, and counts once however often it is flushed", async () => {
    const acme = await workspace();
    for (let n = 0; n < 25; n++) countUsage(acme.id, "apiCalls");
    await Promise.all([flushUsage(), flushUsage()]);
    expect(await totals(acme.id)).toMatchObject({ count: "1", sum: "25" });
  });
});

describe("every night", () => {
  test("raw events go when they could not be sent again, and what they came to stays", async () => {
    const acme = await workspace();
    await use(acme.id, "old", 7);
    const period = clock.now();
    clock.shift(days(39));
    await purgeUsageJob.run({});
    expect(await rawEvents(acme.id)).toBe(1);
    clock.shift(days(2));
    await use(acme.id, "new", 1);
    await purgeUsageJob.run({});
    expect(await rawEvents(acme.id)).toBe(1);
    const monthOf = new Date(Date.UTC(period.getUTCFullYear(), period.getUTCMonth(), 1));
    expect(await totals(acme.id, monthOf)).toMatchObject({ sum: "7" });
  });
});

const rawEvents = (tenantId: string) =>
  withTenant(tenantId, async (db) => {
    const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(usageEvents);
    return row?.total;
  });
