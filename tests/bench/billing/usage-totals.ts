import { entering } from "@/db/entrance";
import { withTenant } from "@/db/tenant";
import { currentPeriod, listPeriods } from "@/lib/usage/periods";
import { ingest } from "@/lib/usage/record-usage";
import { usageEventInput } from "@/lib/usage/schema";
import { periodTotal } from "@/lib/usage/totals";
import { type Figure, median, ratio } from "../report";
import { batchOf, type UsageWorld } from "./usage-world";

const events = 500_000;
const rounds = 15;

/**
 * What a month comes to, from the roll-ups and from the raw events, for the busiest workspace: the statement alone, inside
 * a transaction on both sides. Both must agree.
 */
export async function benchTotals({ owner, tenants }: UsageWorld): Promise<Figure[]> {
  const [tenantId = ""] = tenants;
  for (let n = 0; n < events / 1_000; n++)
    await ingest(
      tenantId,
      batchOf(1_000, n).map((one) => usageEventInput.parse({ ...one, id: `total-${one.id}` })),
    );
  await owner.query("vacuum analyze tenant.usage_events");
  await owner.query("vacuum analyze tenant.usage_rollups");
  const start = await withTenant(
    tenantId,
    async (db) => currentPeriod(await listPeriods(db, tenantId), new Date()).startsAt,
  );
  const times = { rollups: [] as number[], raw: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const fromRollups = await withTenant(tenantId, (db) =>
      timed(times.rollups, () => periodTotal(db, tenantId, "apiCalls", start)),
    );
    const fromRaw = await sumOfRaw(owner, tenantId, start, times.raw);
    if (fromRollups !== fromRaw) throw new Error(`the roll-ups say ${fromRollups}, the events ${fromRaw}`);
  }
  const [rollups, raw] = [median(times.rollups), median(times.raw)];
  return [
    { what: `Q1 month total from ${events.toLocaleString("en")} raw events (ms)`, value: raw.toFixed(2) },
    { what: "Q1 month total from roll-ups (ms)", value: rollups.toFixed(2) },
    ratio("Q1 raw / roll-ups", raw / rollups, { atLeast: 100 }),
  ];
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  times.push(performance.now() - began);
  return result;
}

async function sumOfRaw(
  owner: UsageWorld["owner"],
  tenantId: string,
  start: Date,
  times: number[],
): Promise<string> {
  await owner.query("begin");
  await owner.query(entering(tenantId, process.env.DATABASE_URL ?? ""));
  const { rows } = await timed(times, () =>
    owner.query<{ sum: string }>(
      `select trim_scale(sum(value * weight))::text as sum from tenant.usage_events
      where tenant_id = $1 and metric = 'apiCalls' and period_start = $2`,
      [tenantId, start],
    ),
  );
  await owner.query("commit");
  return rows[0]?.sum ?? "0";
}
