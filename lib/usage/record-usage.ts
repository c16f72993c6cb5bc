import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { usageEvents } from "@/db/schema/tenant";
import { type TenantDb, withTenant } from "@/db/tenant";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { billionthsOf } from "./decimal";
import { canonicalDims, digest, eventKey } from "./digest";
import { type Counted, fold } from "./fold";
import { isMetric, metrics } from "./metrics";
import { countingPeriodOf, holdPeriods, type UsagePeriod } from "./periods";
import {
  acceptedFutureMs,
  acceptedPastMs,
  type Receipt,
  type RecordedEvent,
  receipt,
  recordUsageInput,
  type UsageEvent,
  type VoidEvent,
} from "./schema";
import { voidUsage } from "./void-usage";
import { addRollups, addToCounters, addUnique, insertEvents } from "./write-usage";

/** Takes a batch from outside. Each event has its own answer, and a client that heard none simply sends all again. */
export const recordUsage = command({
  name: "usage.record",
  summary: "Record usage events",
  permission: "usage:write",
  input: recordUsageInput,
  output: z.array(receipt),
  emits: [],
  emitsNothing: "a raw fact is its own record; a line in the audit log for each would bury the others",
  rest: "POST /usage/events",
  example: {
    events: [
      { id: "call-1", metric: "apiCalls", value: 1, subject: "ada", dims: { region: "eu" } },
      { id: "call-2", op: "void", voids: "call-1" },
    ],
  },
  async run({ db, context }, { events }) {
    const now = clock.now();
    const receipts = events.map((one) => ("status" in one ? one : refuseForeign(one)));
    const sound = receipts.filter((one): one is UsageEvent => !("status" in one));
    const results = (await ingestIn(db, context.tenant.id, sound, now)).values();
    return receipts.map((one) => ("status" in one ? one : (results.next().value ?? invalid(null, ""))));
  },
});

/**
 * Counts up to 1,000 events of one workspace, all in one transaction. Exactly once: the same id with the same words is a
 * `duplicate`, with others a `conflict`, for longer than it could be sent again.
 */
export function ingest(tenantId: string, events: UsageEvent[], now = clock.now()): Promise<Receipt[]> {
  return withTenant(tenantId, (db) => ingestIn(db, tenantId, events, now));
}

/** The same in the caller's own transaction. */
export async function ingestIn(
  db: TenantDb,
  tenantId: string,
  events: UsageEvent[],
  now = clock.now(),
): Promise<Receipt[]> {
  const periods = await holdPeriods(db, tenantId, { now, isAlone: events.some(({ op }) => op === "void") });
  const receipts = new Map<UsageEvent, Receipt>();
  const sound = events.flatMap((event) => {
    if (event.op === "void") return [];
    const counted = countedOf(event, periods, now);
    if ("status" in counted) receipts.set(event, counted);
    return "status" in counted ? [] : [[event, counted] as const];
  });
  for (const [event, receipt] of await store(db, tenantId, sound, now)) receipts.set(event, receipt);
  // After the others, in their order: one may take back what came in the same batch.
  for (const event of events.filter((one): one is VoidEvent => one.op === "void")) {
    receipts.set(event, await voidUsage(db, tenantId, event, { periods, now }));
  }
  return events.map((event) => receipts.get(event) ?? invalid(event.id, ""));
}

/** What we measure ourselves nobody else may report. */
function refuseForeign(event: UsageEvent): UsageEvent | Receipt {
  const isForeign = event.op === "record" && isMetric(event.metric) && !metrics[event.metric].isReportable;
  return isForeign ? { id: event.id, status: "rejected", reason: "unknown_metric" } : event;
}

const invalid = (id: string | null, message: string): Receipt => ({
  ...{ id, status: "rejected", reason: "invalid", message },
});

function countedOf(event: RecordedEvent, periods: UsagePeriod[], now: Date): Counted | Receipt {
  const { id, source, metric, subject = null, unique } = event;
  if (!isMetric(metric)) return { id, status: "rejected", reason: "unknown_metric" };
  const time = event.time === undefined ? now : new Date(event.time);
  const ageMs = now.getTime() - time.getTime();
  if (ageMs > acceptedPastMs || ageMs < -acceptedFutureMs)
    return { id, status: "rejected", reason: "time_window" };
  const value = billionthsOf(event.value);
  const dims = canonicalDims(event.dims);
  // Everything that was said, and of time only what was: without one it is the same when it is sent again later.
  const said = event.time === undefined ? "" : String(time.getTime());
  // What we have heard of has happened: a clock that is ahead of ours does not bring it into the next period.
  const { periodStart, isLate } = countingPeriodOf(periods, ageMs < 0 ? now : time);
  // Written out: this runs a thousand times a batch, and spreading takes a fifth of it.
  return {
    id,
    source,
    metric,
    time,
    value,
    decimal: event.value,
    subject,
    dims,
    key: eventKey(source, id),
    payloadHash: digest(metric, said, String(value), subject ?? "", unique ?? "", dims),
    uniqueHash: unique === undefined ? null : digest(unique),
    periodStart,
    isLate,
  };
}

/** Stores what is new and counts it; says of the rest whether it is the same that is stored. */
async function store(
  db: TenantDb,
  tenantId: string,
  sound: (readonly [RecordedEvent, Counted])[],
  now: Date,
): Promise<(readonly [RecordedEvent, Receipt])[]> {
  if (sound.length === 0) return [];
  const firsts = new Map<string, Counted>();
  for (const [, counted] of sound) if (!firsts.has(counted.key)) firsts.set(counted.key, counted);
  const fresh = await insertEvents(db, tenantId, [...firsts.values()], now);
  const counted = [...firsts.values()].filter(({ key }) => fresh.has(key));
  const rollups = fold(counted);
  // The counters first, as whoever consumes a quota takes them: in another order two would wait for each other.
  await addToCounters(db, tenantId, rollups);
  await addRollups(db, tenantId, rollups);
  await addUnique(db, tenantId, counted);
  const known = [...firsts.keys()].filter((key) => !fresh.has(key));
  const hashes = await hashesOf(db, tenantId, known);
  return sound.map(([event, one]) => {
    const first = firsts.get(one.key);
    if (first === one && fresh.has(one.key))
      return [event, { id: event.id, status: "accepted", isLate: one.isLate }];
    const stored = hashes.get(one.key) ?? first?.payloadHash;
    return [event, { id: event.id, status: stored === one.payloadHash ? "duplicate" : "conflict" }];
  });
}

async function hashesOf(db: TenantDb, tenantId: string, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: usageEvents.key, payloadHash: usageEvents.payloadHash })
    .from(usageEvents)
    .where(and(eq(usageEvents.tenantId, tenantId), inArray(usageEvents.key, keys)));
  return new Map(rows.map((row) => [row.key, row.payloadHash]));
}
