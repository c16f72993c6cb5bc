import http from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type Stripe from "stripe";
import { receiveWebhook } from "@/lib/billing/sync/webhook";
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
}

const rounds = 3;
const connections = 16;
const burst = 20_000;
const overHttpBurst = 2_000;
const perSecond = 200;
const steadySeconds = 10;

/**
 * How fast the webhook says yes. In this process, where the bare `INSERT … ON CONFLICT` of the same events into a table
 * of the same shape is too, in turns and with the same number in flight; then over HTTP, where the app also brings the
 * customers up to date that the events are about; and, before all that, how long such an answer takes at 200 a second.
 */
export async function acknowledgeLeg(target: Target): Promise<Figure[]> {
  const pool = new pg.Pool({ connectionString: target.ownerUrl, max: connections });
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const customers = await makePayers(target.stripe);
  let serial = Date.now() * 1_000;
  const post = (count: number) =>
    Array.from({ length: count }, () => sign(bodyOf(customers, serial++), target.webhookSecret));
  const deeds: Record<Leg, (delivery: Delivery) => Promise<void>> = {
    bare: (delivery) => insertBare(pool, delivery),
    inProcess: receive,
    overHttp: (delivery) => deliver(target.url, agent, delivery),
  };
  try {
    await pool.query(bareTable);
    await flatOut(post(overHttpBurst), deeds.overHttp);
    // What the flood has left to do is not part of a steady load.
    await delay(5_000);
    const waits = await steadily(post(steadySeconds * perSecond), deeds.overHttp);
    const rates: Record<Leg, number[]> = { bare: [], inProcess: [], overHttp: [] };
    const measure = async (leg: Leg, count: number) =>
      rates[leg].push(await flatOut(post(count), deeds[leg]));
    for (let round = 0; round <= rounds; round++) {
      await measure("bare", burst);
      await measure("inProcess", burst);
    }
    for (let round = 0; round <= rounds; round++) await measure("overHttp", overHttpBurst);
    // The first round warms everything up.
    const rateOf = (leg: Leg) => median(rates[leg].slice(1));
    const [bare, ours] = [rateOf("bare"), rateOf("inProcess")];
    return [
      { what: "bare INSERT … ON CONFLICT, 16 in flight (events/s)", value: bare.toFixed(0) },
      { what: "acknowledged in process, 16 in flight (events/s)", value: ours.toFixed(0) },
      ratio("acknowledgement / bare INSERT", ours / bare, { atLeast: 0.35 }),
      {
        what: "acknowledged over HTTP while syncing, 16 in flight (events/s)",
        value: rateOf("overHttp").toFixed(0),
      },
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

/** Hands everything in with as many in flight as there are connections. Answers how many that were a second. */
async function flatOut(deliveries: Delivery[], deed: (one: Delivery) => Promise<void>): Promise<number> {
  const since = performance.now();
  const { length } = deliveries;
  const lane = async () => {
    for (let one = deliveries.pop(); one; one = deliveries.pop()) await deed(one);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return (length * 1_000) / (performance.now() - since);
}

/** Hands one in on every beat, whatever became of those before. Answers how long each took from its beat, sorted. */
async function steadily(deliveries: Delivery[], deed: (one: Delivery) => Promise<void>): Promise<number[]> {
  const since = performance.now();
  const waits: Promise<number>[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const dueAt = since + (index * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    waits.push(deed(delivery).then(() => performance.now() - dueAt));
  }
  return (await Promise.all(waits)).toSorted((a, b) => a - b);
}

async function makePayers(stripe: Stripe): Promise<string[]> {
  const customers: string[] = [];
  while (customers.length < 100) customers.push((await stripe.customers.create({})).id);
  await admitPayers({ customers, offers: [] });
  return customers;
}

type Leg = "bare" | "inProcess" | "overHttp";

interface Delivery {
  id: string;
  body: string;
  headers: Record<string, string>;
}

/** As many as a checkout sends within a moment. */
const eventsInABurst = 8;

/** An event of the size of a subscription's. */
function bodyOf(customers: string[], serial: number): Pick<Delivery, "id" | "body"> {
  const customer = customers[Math.floor(serial / eventsInABurst) % customers.length];
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

/** Beforehand, because signing is Stripe's work. */
const sign = (event: Pick<Delivery, "id" | "body">, secret: string): Delivery => ({
  ...event,
  headers: { "stripe-signature": signatureOf(event.body, secret), "content-type": "application/json" },
});

const padding = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `field_${index}`,
    "what Stripe says here, give or take a few words",
  ]),
);

async function insertBare(pool: pg.Pool, { id, body }: Delivery): Promise<void> {
  await pool.query({
    name: "bare",
    text: `insert into bare_events (id, type, customer_id, payload) values ($1, $2, $3, $4)
           on conflict (id) do update set deliveries = bare_events.deliveries + 1`,
    values: [id, "customer.subscription.updated", "cus_bench", body],
  });
}

/** Everything the route does before it answers: signature, shape, inbox. */
async function receive({ body, headers }: Delivery): Promise<void> {
  const { status } = await receiveWebhook(new Request("http://app.test/", { method: "POST", headers, body }));
  if (status !== 200) throw new Error(`the webhook answered ${status}`);
}

function deliver(url: string, agent: http.Agent, { body, headers }: Delivery): Promise<void> {
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
