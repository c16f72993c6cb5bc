import http from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type Stripe from "stripe";
import { admitPayers } from "../../billing/model/payers";
import { signatureOf } from "../../billing/model/post";
import { type Figure, median, ratio } from "../report";

interface Target {
  /** Where the app listens, `http://127.0.0.1:3500`: a production server, for a figure that means something. */
  url: string;
  webhookSecret: string;
  /** Of the role that may make a table to compare with. */
  ownerUrl: string;
  /** The local Stripe that the app reads from. */
  stripe: Stripe;
  seconds?: number;
  rounds?: number;
}

const connections = 16;
const perSecond = 200;

/**
 * How fast the webhook says yes while it brings the customers up to date that the events are about: its answers a second against bare `INSERT … ON CONFLICT` of the same events into a table
 * of the same shape, in turns, with the same number in flight; and how long an answer takes at 200 a second.
 */
export async function acknowledgeLeg({ seconds = 5, rounds = 3, ...target }: Target): Promise<Figure[]> {
  const pool = new pg.Pool({ connectionString: target.ownerUrl, max: connections });
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const customers = await makePayers(target.stripe);
  const send = (serial: number) => deliver(target, agent, bodyOf(customers, serial));
  try {
    await pool.query(bareTable);
    const rates = { bare: [] as number[], ours: [] as number[] };
    let serial = Date.now() * 1_000;
    const next = () => serial++;
    for (let round = -1; round < rounds; round++) {
      const bare = await flatOut(seconds, () => insertBare(pool, bodyOf(customers, next())));
      const ours = await flatOut(seconds, () => send(next()));
      // The first round warms both up.
      if (round < 0) continue;
      rates.bare.push(bare);
      rates.ours.push(ours);
    }
    const [bare, ours] = [median(rates.bare), median(rates.ours)];
    const waits = (await openLoop(seconds * 2, () => send(next()))).toSorted((a, b) => a - b);
    return [
      { what: "bare INSERT … ON CONFLICT, 16 in flight (events/s)", value: bare.toFixed(0) },
      { what: "webhook acknowledged, 16 in flight (events/s)", value: ours.toFixed(0) },
      ratio("webhook / bare INSERT", ours / bare, { atLeast: 0.35 }),
      { what: "answer at 200 a second, p50 (ms)", value: quantile(waits, 0.5).toFixed(1) },
      withinMs("answer at 200 a second, p99 (ms)", quantile(waits, 0.99), 50),
    ];
  } finally {
    agent.destroy();
    await pool.query("drop table if exists bare_events").finally(() => pool.end());
  }
}

const bareTable = `
  drop table if exists bare_events;
  create table bare_events (id text primary key, type text not null, customer_id text, payload jsonb not null,
    deliveries int not null default 1, received_at timestamptz not null default now())`;

/** Runs `deed` with as many in flight as there are connections. Answers how often a second it was done. */
async function flatOut(seconds: number, deed: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  let done = 0;
  const lane = async () => {
    for (; performance.now() - since < seconds * 1_000; done++) await deed();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return (done * 1_000) / (performance.now() - since);
}

/** Starts `deed` on the beat, whatever became of the one before. Answers how long each took from when it was due. */
async function openLoop(seconds: number, deed: () => Promise<unknown>): Promise<number[]> {
  const since = performance.now();
  const waits: Promise<number>[] = [];
  for (let index = 0; index < seconds * perSecond; index++) {
    const dueAt = since + (index * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    waits.push(deed().then(() => performance.now() - dueAt));
  }
  return Promise.all(waits);
}

async function makePayers(stripe: Stripe): Promise<string[]> {
  const customers: string[] = [];
  while (customers.length < 100) customers.push((await stripe.customers.create({})).id);
  if (!process.env.NOPAY) await admitPayers({ customers, offers: [] });
  return customers;
}

interface Signed {
  id: string;
  body: string;
}

/** An event of the size of a subscription's. */
function bodyOf(customers: string[], serial: number): Signed {
  const customer = customers[serial % customers.length];
  const id = `evt_${serial}`;
  const event = {
    id,
    object: "event",
    type: "customer.subscription.updated",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    request: { id: null, idempotency_key: null },
    data: { object: { id: "sub_bench", object: "subscription", customer, padding } },
  };
  return { id, body: JSON.stringify(event) };
}

const padding = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `field_${index}`,
    "what Stripe says here, give or take a few words",
  ]),
);

async function insertBare(pool: pg.Pool, { id, body }: Signed): Promise<void> {
  await pool.query({
    name: "bare",
    text: `insert into bare_events (id, type, customer_id, payload) values ($1, $2, $3, $4)
           on conflict (id) do update set deliveries = bare_events.deliveries + 1`,
    values: [id, "customer.subscription.updated", "cus_bench", body],
  });
}

function deliver({ url, webhookSecret }: Target, agent: http.Agent, { body }: Signed): Promise<void> {
  const headers = {
    "stripe-signature": signatureOf(body, webhookSecret),
    "content-type": "application/json",
  };
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${url}/api/stripe/webhook`,
      { method: "POST", agent, headers },
      (answer) => {
        answer.resume().on("end", () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`the webhook answered ${answer.statusCode}`));
        });
      },
    );
    request.on("error", reject).end(body);
  });
}

const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function withinMs(what: string, ms: number, limit: number): Figure {
  return { what, value: ms.toFixed(1), target: `< ${limit}`, isMet: ms < limit };
}
