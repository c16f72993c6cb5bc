import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import Stripe from "stripe";
import { startLocalStripe } from "stripe-local";
import { z } from "zod";
import { billingSubscriptions, billingSync, entitlements, stripeEvents } from "@/db/schema/platform";
import { withPlatform, withWorkspace } from "@/db/tenant";
import { pushCatalog } from "@/lib/billing/catalog";
import { ensureCustomer } from "@/lib/billing/checkout/ensure-customer";
import { type Reservation, reserveCheckout } from "@/lib/billing/checkout/reserve-checkout";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { effectsJob } from "@/lib/billing/sync/effects";
import { settleMs } from "@/lib/billing/sync/lease";
import { drain, drainSoon } from "@/lib/billing/sync/sync";
import { receiveWebhook } from "@/lib/billing/sync/webhook";
import type { Interval } from "@/lib/entitlements/plans";
import { queuedMail } from "../members/queued-mail";
import { type TestWorkspace, workspace } from "../support/world";

export const webhookSecret = "whsec_the_current_one";
export const previousSecret = "whsec_the_one_before";

/** A local Stripe over real HTTP, our webhook behind a real server, the catalog pushed. Deliveries start in order. */
export async function startLocalBilling() {
  const webhook = await serveWebhook();
  const local = await startLocalStripe({
    port: 0,
    webhook: { url: webhook.url, secret: webhookSecret },
    webhookMode: { shuffleMs: 0, duplicateRate: 0 },
  });
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: local.secretKey,
    STRIPE_API_URL: local.url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_WEBHOOK_SECRET_PREVIOUS: previousSecret,
  });
  await pushCatalog();
  const { hostname, port } = new URL(local.url);
  return {
    local,
    webhook,
    /** Somebody at Stripe's dashboard: speaks to it past our code. */
    dashboard: new Stripe(local.secretKey, { host: hostname, port, protocol: "http", telemetry: false }),
    /** Lets every webhook arrive and every sync that is due finish. */
    async settle() {
      await local.emulator.drain();
      await delay(settleMs + 20);
      return drain();
    },
    async stop() {
      await local.stop();
      await webhook.stop();
    },
  };
}
export type LocalBilling = Awaited<ReturnType<typeof startLocalBilling>>;

async function serveWebhook() {
  const served = { isDraining: false, answers: [] as number[] };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers({ "stripe-signature": String(incoming.headers["stripe-signature"] ?? "") });
    const body = Buffer.concat(chunks);
    const response = await receiveWebhook(new Request("http://app/", { method: "POST", headers, body }));
    served.answers.push(response.status);
    outgoing.writeHead(response.status, { "content-type": "application/json" });
    outgoing.end(await response.text());
    if (served.isDraining) await drainSoon();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, {
    url: `http://127.0.0.1:${port}/api/stripe/webhook`,
    stop: () => new Promise((done) => server.close(done)),
  });
}

/** A workspace that has its customer at Stripe, as after its first click on a plan. */
export async function payingWorkspace({ plan = "free" as const, name = "Acme" } = {}) {
  const acme = await workspace({ plan, name });
  const { customer } = await reserve(acme, { interval: "monthly" });
  const customerId = await ensureCustomer(acme.owner.context, customer);
  return { ...acme, customerId };
}

/** The first half of a checkout of Professional: decided and stored, and Stripe has not heard of it. */
export function reserve(
  { id, owner: { context } }: TestWorkspace,
  { interval }: { interval: Interval },
): Promise<Reservation> {
  const terms = { plan: "professional" as const, interval, start: "now" as const };
  return withWorkspace(id, (db) => reserveCheckout({ db, context }, terms));
}

/** Subscribes a customer past our checkout, as the dashboard or an import would. */
export async function subscribe(
  { dashboard }: LocalBilling,
  customer: string,
  {
    card = "pm_card_visa",
    extraSeats = 0,
    interval = "monthly" as Interval,
    ...rest
  }: {
    card?: string;
    extraSeats?: number;
    interval?: Interval;
  } & Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const prices = await findPriceIds("professional", interval);
  if (!prices) throw new Error("no prices");
  const method = await dashboard.paymentMethods.attach(card, { customer });
  return dashboard.subscriptions.create({
    customer,
    default_payment_method: method.id,
    items: [
      { price: prices.base },
      ...(extraSeats > 0 ? [{ price: prices.seat, quantity: extraSeats }] : []),
    ],
    ...rest,
  });
}

/** Makes every charge from now on fail: the card is kept and declines. */
export async function spoilCard({ dashboard }: LocalBilling, customer: string, subscriptionId: string) {
  const failing = await dashboard.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await dashboard.subscriptions.update(subscriptionId, { default_payment_method: failing.id });
}

/** Pays whatever is open with a card that works. */
export async function payOpenInvoice({ dashboard }: LocalBilling, customer: string) {
  const good = await dashboard.paymentMethods.attach("pm_card_visa", { customer });
  const { data } = await dashboard.invoices.list({ customer, status: "open" });
  await dashboard.invoices.pay(data[0]?.id ?? "", { payment_method: good.id });
}

export async function subscriptionOf(stripeId: string) {
  const [row] = await withPlatform((db) =>
    db.select().from(billingSubscriptions).where(eq(billingSubscriptions.stripeId, stripeId)),
  );
  return row;
}

/** The notices one address was sent, oldest first: kind, or kind and step. */
export async function noticesTo(email: string): Promise<string[]> {
  await effectsJob.run({});
  const mail = await queuedMail(email);
  return mail.map(({ props }) => {
    const { notice, facts } = noticeProps.parse(props);
    return facts.step ? `${notice} ${facts.step}` : notice;
  });
}

const noticeProps = z.object({ notice: z.string(), facts: z.record(z.string(), z.string()) });

export async function entitlementOf({ id }: Pick<TestWorkspace, "id">) {
  const [row] = await withPlatform((db) =>
    db.select().from(entitlements).where(eq(entitlements.tenantId, id)),
  );
  return row;
}

export async function syncStateOf(customerId: string) {
  const [row] = await withPlatform((db) =>
    db.select().from(billingSync).where(eq(billingSync.customerId, customerId)),
  );
  return row;
}

export async function eventsOf(customerId: string) {
  return withPlatform((db) => db.select().from(stripeEvents).where(eq(stripeEvents.customerId, customerId)));
}

/** Makes a customer that waits for its next try due at once. */
export async function makeDue(customerId: string): Promise<void> {
  await withPlatform((db) =>
    db.update(billingSync).set({ dueAt: sql`now()` }).where(eq(billingSync.customerId, customerId)),
  );
}

/** As if thirty seconds had passed since somebody took the customer's lease. */
export async function letLeaseExpire(customerId: string): Promise<void> {
  await withPlatform((db) =>
    db
      .update(billingSync)
      .set({ leaseUntil: sql`now() - interval '1 second'` })
      .where(eq(billingSync.customerId, customerId)),
  );
}

const tenantTables = [
  "billing_accounts",
  "billing_subscriptions",
  "billing_invoices",
  "billing_payment_attempts",
  "billing_adjustments",
  "billing_intents",
  "billing_outbox",
  "entitlements",
];

/** Every row billing keeps of a tenant, to compare before and after. */
export async function everythingOf({ id }: { id: string }): Promise<Record<string, unknown>> {
  return withPlatform(async (db) => {
    const found: Record<string, unknown> = {};
    for (const table of tenantTables) {
      const name = sql.identifier(table);
      found[table] = (
        await db.execute(sql`select * from platform.${name} where tenant_id = ${id} order by 1`)
      ).rows;
    }
    return found;
  });
}
