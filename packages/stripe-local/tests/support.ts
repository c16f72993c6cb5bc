import { createServer } from "node:http";
import Stripe from "stripe";
import { afterAll, beforeAll } from "vitest";
import { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "../src/server.js";

/** Seconds since the epoch. */
export function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

export function clientFor(url: string, options: { maxNetworkRetries?: number; key?: string } = {}): Stripe {
  const { hostname, port } = new URL(url);
  const { key = "sk_test_local", maxNetworkRetries = 0 } = options;
  return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries, telemetry: false });
}

/** One local Stripe for a test file, spoken to over HTTP by the real SDK. */
export function withLocalStripe(options: Partial<LocalStripeOptions> = {}) {
  const running: { local: LocalStripe | null } = { local: null };
  beforeAll(async () => {
    running.local = await startLocalStripe({ port: 0, webhook: null, ...options });
  });
  afterAll(() => running.local?.stop());
  const local = () => {
    if (!running.local) throw new Error("The local Stripe is not running yet");
    return running.local;
  };
  return { local, stripe: () => clientFor(local().url) };
}

export interface Catalog {
  starter: Stripe.Price;
  professional: Stripe.Price;
  professionalAnnual: Stripe.Price;
  seat: Stripe.Price;
}

export async function createCatalog(stripe: Stripe): Promise<Catalog> {
  const price = (name: string, unit_amount: number, interval: "month" | "year" = "month") =>
    stripe.prices.create({
      currency: "usd",
      unit_amount,
      recurring: { interval },
      product_data: { name },
      tax_behavior: "exclusive",
    });
  return {
    starter: await price("Starter", 2900),
    professional: await price("Professional", 9900),
    professionalAnnual: await price("Professional", 99_000, "year"),
    seat: await price("Additional seat", 1200),
  };
}

/** A customer with a card who lives by their own clock. */
export async function createCustomerAt(stripe: Stripe, iso: string, card: string | null = "pm_card_visa") {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at(iso) });
  const customer = await stripe.customers.create({
    email: "buyer@example.com",
    test_clock: clock.id,
    ...(card ? { payment_method: card } : {}),
  });
  if (card) await giveCard(stripe, customer.id, card);
  return {
    customer: customer.id,
    to: (when: string | number) => advance(stripe, clock.id, typeof when === "number" ? when : at(when)),
  };
}

export async function giveCard(stripe: Stripe, customer: string, card: string): Promise<string> {
  const method = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
  return method.id;
}

export async function advance(stripe: Stripe, clock: string, to: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to });
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock);
    if (status === "ready") return;
    await new Promise((done) => setTimeout(done, 5));
  }
}

export async function invoiceOf(stripe: Stripe, subscription: Stripe.Subscription): Promise<Stripe.Invoice> {
  const { latest_invoice: latest } = subscription;
  return stripe.invoices.retrieve(typeof latest === "string" ? latest : (latest?.id ?? ""));
}

export function firstItem(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
  const [item] = subscription.items.data;
  if (!item) throw new Error("The subscription has no item");
  return item;
}

/** What each line costs once its own discounts are taken off. */
export function netAmounts(invoice: Stripe.Invoice): number[] {
  return invoice.lines.data.map(
    (line) => line.amount - (line.discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0),
  );
}

export async function typesOf(stripe: Stripe, objectId: string): Promise<string[]> {
  const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  return events.filter((event) => idOf(event.data.object) === objectId).map((event) => event.type);
}

function idOf(object: object): string {
  return "id" in object ? String(object.id) : "";
}

export interface Received {
  signature: string;
  body: string;
}

/** An endpoint that keeps what it is sent and answers as told. */
export async function startReceiver() {
  const received: Received[] = [];
  const answers = { status: 200 };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ signature: String(request.headers["stripe-signature"]), body });
    response.writeHead(answers.status).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, received, answers, stop: () => server.close() };
}
