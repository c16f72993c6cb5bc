import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Event } from "stripe-local";
import { withPlatform } from "@/db/tenant";
import { requestSync } from "@/lib/billing/sync/lease";
import { drain } from "@/lib/billing/sync/sync";
import type { Stage } from "./run";
import type { World } from "./world";

const patienceMs = 120_000;

/** Works off what is wanted at once, failures too, which have half a minute to wait. Returns how long it took. */
export async function converge(owner: pg.Pool): Promise<number> {
  const since = performance.now();
  while ((await pending(owner)) > 0) {
    if (performance.now() - since > patienceMs) throw new Error("the app does not converge");
    await owner.query(
      "update platform.billing_sync set due_at = now() where applied < wanted and due_at > now()",
    );
    await drain();
    await delay(10);
  }
  return performance.now() - since;
}

async function pending(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ pending: number }>(
    "select count(*)::int as pending from platform.billing_sync where applied < wanted and status = 'live'",
  );
  return rows[0]?.pending ?? 0;
}

/** What the sleep of a reader does to its lease. */
export const expireLease = (owner: pg.Pool) => async (customerId: string) => {
  await owner.query(
    `update platform.billing_sync set lease_until = now() - interval '1 second'
      where customer_id = $1 and lease_token is not null`,
    [customerId],
  );
};

const sleepers = 5;

/**
 * Has some readers fall asleep over what they were told, changes just that at Stripe and lets others bring it here; then
 * the sleepers wake, and with them whoever still slept, and try to write what was so when they read it.
 */
export async function wakeZombies({ app, front, owner }: Stage, world: World): Promise<Event[]> {
  const made: Event[] = [];
  const stop = world.emulator.onEvents((events) => made.push(...events));
  const customerIds = (await remaining(world)).slice(0, sleepers);
  front.holdRate = 1;
  for (const customerId of customerIds) await withPlatform((db) => requestSync(db, customerId, 0));
  const asleep = drain();
  while (front.held() < customerIds.length) await delay(5);
  front.holdRate = 0;
  for (const id of customerIds) await world.stripe.customers.update(id, { email: `${id}@moved.example.com` });
  stop();
  for (const event of made) await app.deliver(JSON.stringify(event));
  await converge(owner);
  front.releaseAll();
  await asleep;
  await app.idle();
  return made;
}

const endings = 3;

/** Ends some subscriptions that everybody has seen alive, so that there is a past worth looking into. */
export async function endSome({ app, owner }: Stage, { emulator, stripe }: World): Promise<Event[]> {
  const made: Event[] = [];
  const stop = emulator.onEvents((events) => made.push(...events));
  const { data: running } = await stripe.subscriptions.list({ status: "active", limit: endings });
  for (const { id } of running) await stripe.subscriptions.cancel(id);
  stop();
  for (const event of made) await app.deliver(JSON.stringify(event));
  await app.idle();
  await converge(owner);
  return made;
}

/** Customers that were not deleted. */
async function remaining({ stripe, customers }: World): Promise<string[]> {
  const found = await Promise.all(customers.map((id) => stripe.customers.retrieve(id)));
  return found.filter(({ deleted }) => !deleted).map(({ id }) => id);
}

/**
 * Has customers whose subscription ended read once more, as from a replica that has not heard of the end, and then as
 * they are. Returns who was.
 */
export async function lookIntoThePast({ owner, front }: Stage): Promise<string[]> {
  const looked = front.lag();
  for (const customerId of looked) await withPlatform((db) => requestSync(db, customerId, 0));
  await converge(owner);
  return looked;
}
