import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { webhookEndpoints } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { emitter } from "@/lib/core/events";
import { startWorker } from "@/lib/entry/job";
import { clock, hours } from "@/lib/platform/clock";
import { deliverWebhooksJob } from "@/lib/webhooks/deliver";
import { allowLoopback, receiver } from "./receiver";
import { deliverDue, deliveriesOf, listening } from "./support";

beforeEach(() => allowLoopback());

type Home = Awaited<ReturnType<typeof listening>>;

const happen = ({ id, owner }: Home, many: number) =>
  withTenant(id, async (db) => {
    const emit = emitter(db, { tenantId: id, actor: owner.context.actor, origin: null });
    for (let n = 0; n < many; n++) await emit("project.created", null, { n });
  });

/** The long form, 5,000, belongs to `npm run test:all`. */
const many = Number(process.env.WEBHOOK_EVENTS ?? 200);

test(`of ${many} events, 30 % of them failing and a worker killed, each arrives, and by its id once`, {
  timeout: 600_000,
}, async () => {
  let asked = 0;
  const taken = new Set<string>();
  const { url, received } = await receiver((response, { id }) => {
    const isFailing = asked++ % 10 < 3;
    if (!isFailing) taken.add(id);
    response.writeHead(isFailing ? 503 : 200).end();
  });
  const home = await listening(url);
  await happen(home, many);
  // What a killed worker leaves behind: requests were sent, nothing of it was written down, and it has the endpoint in hand.
  await deliverWebhooksJob.run({ tenantId: home.id, endpointId: home.endpointId });
  await withTenant(home.id, async (db) => {
    await db.execute(sql`update webhook_deliveries set status = 'pending', attempts = 0, next_at = now()
      where id in (select id from webhook_deliveries where status = 'delivered' order by id limit 4)`);
    await db.update(webhookEndpoints).set({ leasedUntil: clock.in(60_000) });
  });
  const before = received.length;
  await deliverWebhooksJob.run({ tenantId: home.id, endpointId: home.endpointId });
  expect(received.length).toBe(before);
  for (let round = 0; round < 10 && taken.size < many; round++) {
    clock.shift(hours(25));
    await deliverDue(home);
  }
  clock.reset();
  const deliveries = await deliveriesOf(home);
  expect(deliveries.every(({ status }) => status === "delivered")).toBe(true);
  expect(taken).toEqual(new Set(deliveries.map(({ eventId }) => eventId)));
  expect(taken.size).toBe(many);
});

test("a receiver that never answers holds back nobody else's", { timeout: 60_000 }, async () => {
  const hanging = await receiver(() => undefined);
  const prompt = await receiver();
  const [slow, quick] = [await listening(hanging.url), await listening(prompt.url)];
  const worker = await startWorker();
  try {
    await happen(slow, 20);
    await expect.poll(() => hanging.received.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(4);
    const waits: number[] = [];
    for (let n = 1; n <= 20; n++) {
      const began = performance.now();
      await happen(quick, 1);
      await expect.poll(() => prompt.received.length, { timeout: 10_000, interval: 10 }).toBe(n);
      waits.push(performance.now() - began);
    }
    const p95 = waits.toSorted((left, right) => left - right)[18] ?? Number.POSITIVE_INFINITY;
    console.info(`beside a receiver that hangs: p95 ${Math.round(p95)} ms`);
    expect(p95).toBeLessThan(2_000);
    expect(hanging.received.length).toBeLessThanOrEqual(8);
  } finally {
    await worker.stop();
  }
});
