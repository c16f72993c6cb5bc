import type pg from "pg";
import { entering } from "@/db/entrance";
import { guardSchema } from "@/db/migrate/guards";
import { ensureRoles } from "@/db/migrate/role";
import { applyStream } from "@/db/migrate/stream";
import { ingest } from "@/lib/usage/record-usage";
import { usageEventInput } from "@/lib/usage/schema";
import { type Figure, median, ratio } from "../report";
import { batchOf, type UsageWorld } from "./usage-world";

const size = 1_000;
const batches = 20;

/** Takes batches over HTTP, as a customer's own software would send them. */
export type Post = (events: Event[]) => Promise<void>;

/**
 * Events a second into an indexed table that refuses duplicates, by bare SQL as its owner, against our whole ingest: parsing,
 * deduplication, roll-ups, running totals and row-level security; in this process, and over HTTP. In turns.
 */
export async function benchIngest(
  world: UsageWorld,
  appUrl: string,
  post: Post,
  rounds = 5,
): Promise<Figure[]> {
  await bareTable(world.owner, appUrl);
  const arms: Arm[] = [
    { name: "bare", send: oneByOne((events, n) => insertBare(world.owner, world.pick(n), events)) },
    { name: "ours", send: oneByOne((events, n) => ingest(world.pick(n), events.map(parse))) },
    { name: "http", send: (all) => inLanes(all.flatMap(halves), post) },
  ];
  const rates = { bare: [] as number[], ours: [] as number[], http: [] as number[] };
  let serial = Date.now();
  for (let round = -1; round < rounds; round++) {
    for (const { name, send } of round % 2 ? arms : arms.toReversed()) {
      const all = Array.from({ length: batches }, () => batchOf(size, serial++));
      const began = performance.now();
      await send(all);
      // The first round warms all of them up.
      if (round >= 0) rates[name].push((size * batches * 1_000) / (performance.now() - began));
    }
  }
  const [bare, ours, http] = [median(rates.bare), median(rates.ours), median(rates.http)];
  return [
    { what: "R3 INSERT … ON CONFLICT, 1,000 rows a statement (events/s)", value: bare.toFixed(0) },
    { what: "M1 ingest in process, 1,000 events a transaction (events/s)", value: ours.toFixed(0) },
    { what: "M2 ingest over HTTP, 500 events a request, 4 at a time (events/s)", value: http.toFixed(0) },
    ratio("M1 / R3", ours / bare, { atLeast: 0.4 }),
    ratio("M2 / R3", http / bare, { atLeast: 0.2 }),
  ];
}

interface Arm {
  name: "bare" | "ours" | "http";
  send(all: Event[][]): Promise<void>;
}

const parse = (event: Event) => usageEventInput.parse(event);
const halves = (events: Event[]): Event[][] => [events.slice(0, size / 2), events.slice(size / 2)];

function oneByOne(send: (events: Event[], n: number) => Promise<unknown>): Arm["send"] {
  return async (all) => {
    for (const [n, events] of all.entries()) await send(events, n);
  };
}

async function inLanes(all: Event[][], send: Post): Promise<void> {
  const waiting = [...all];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await send(next);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

type Event = ReturnType<typeof batchOf>[number];

/** The same table in another schema, so that neither arm fills the other's. */
async function bareTable(owner: pg.Client, appUrl: string): Promise<void> {
  await owner.query("drop schema if exists bare cascade");
  await applyStream(owner, "tenant", "bare", () => undefined);
  await guardSchema(owner, { stream: "tenant", schema: "bare" }, await ensureRoles(owner, appUrl));
}

async function insertBare(owner: pg.Client, tenantId: string, events: Event[]): Promise<void> {
  const column = (pick: (event: Event) => string) => events.map(pick);
  await owner.query("begin");
  await owner.query(entering(tenantId, process.env.DATABASE_URL ?? ""));
  await owner.query(
    `insert into bare.usage_events (tenant_id, key, payload_hash, source, id, metric, time, value, dims, period_start, received_at)
     select $1, md5(e.id)::uuid, md5(e.id)::uuid, 'api', e.id, e.metric, e.time, e.value, e.dims::jsonb, date_trunc('month', now()), now()
       from unnest($2::text[], $3::text[], $4::timestamptz[], $5::numeric[], $6::text[]) as e (id, metric, time, value, dims)
     on conflict do nothing`,
    [
      tenantId,
      column(({ id }) => id),
      column(({ metric }) => metric),
      column(({ time }) => time),
      column(({ value }) => value),
      column(({ dims }) => JSON.stringify(dims)),
    ],
  );
  await owner.query("commit");
}
