import { setTimeout as delay } from "node:timers/promises";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type Stripe from "stripe";
import { connection } from "@/db/client";
import { billingAccounts, billingOutbox, billingSync, memberships } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { enqueue } from "@/lib/core/job";
import type { Interval, PlanId } from "@/lib/entitlements/plans";
import { wrongSums } from "../billing/identity/identity";
import { payAt } from "../billing/pay-at";
import { workspace } from "../support/world";
import { Carrier, type Mode } from "./carrier";
import { openStage, type Stage } from "./stage";
import { historyOf, stateOf } from "./state";

const day = 86_400;
/** A test clock may move by two intervals of the shortest subscription at a time. */
const longestStepDays = 55;

interface Purchase {
  plan?: PlanId;
  interval?: Interval;
  extraSeats?: number;
  card?: string;
  trialDays?: number;
}

/** A workspace whose customer lives on a test clock of its own, and the carrier that brings its events to the app. */
export async function openWorld({ mode, startsAt }: { mode: Mode; startsAt: Date }) {
  const stage = await openStage();
  const { stripe } = stage;
  const home = await workspace({ plan: "free", name: "Scenario" });
  await leaveOnlyTheOwner(home.id);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: secondsOf(startsAt) });
  const customer = await stripe.customers.create({
    test_clock: clock.id,
    email: home.owner.email,
    name: "Scenario",
    metadata: { tenant_id: home.id },
  });
  await withPlatform((db) =>
    db.insert(billingAccounts).values({ tenantId: home.id, stripeCustomerId: customer.id }),
  );
  const customerIds = [customer.id];
  const isOurs = ({ data: { object } }: Stripe.Event) => {
    const written = JSON.stringify(object);
    return [...customerIds, clock.id].some((id) => written.includes(id));
  };
  const { webhookUrl, webhookSecret: secret } = stage;
  const carrier = new Carrier({ stripe, mode, webhookUrl, secret, isOurs });
  return new World(stage, mode, home, customerIds, clock.id, carrier);
}

/** Members take seats, and the amounts here are those of a workspace of one. */
async function leaveOnlyTheOwner(tenantId: string): Promise<void> {
  await withPlatform((db) =>
    db.delete(memberships).where(and(eq(memberships.tenantId, tenantId), ne(memberships.role, "owner"))),
  );
}

type Home = Awaited<ReturnType<typeof workspace>>;

export class World {
  constructor(
    readonly stage: Stage,
    readonly mode: Mode,
    readonly home: Home,
    /** Whom the workspace has been at Stripe; the last is the present one. */
    readonly customerIds: string[],
    readonly clockId: string,
    readonly carrier: Carrier,
  ) {}

  get stripe(): Stripe {
    return this.stage.stripe;
  }

  get customerId(): string {
    return this.customerIds.at(-1) ?? "";
  }

  /** Takes note of the customer that the app has made in place of a deleted one, so that its events are carried too. */
  async followReplacement(): Promise<void> {
    const [account] = await withPlatform((db) =>
      db.select().from(billingAccounts).where(eq(billingAccounts.tenantId, this.home.id)),
    );
    if (account) this.customerIds.push(account.stripeCustomerId);
  }

  /** Subscribes as somebody at the dashboard would, past the app. */
  async subscribe({
    plan = "professional",
    interval = "monthly",
    extraSeats = 0,
    card = "pm_card_visa",
    trialDays,
  }: Purchase = {}): Promise<Stripe.Subscription> {
    const prices = await this.prices(plan, interval);
    if (card) await this.payWith(card);
    return this.stripe.subscriptions.create({
      customer: this.customerId,
      items: [
        { price: prices.base, quantity: 1 },
        ...(extraSeats > 0 ? [{ price: prices.seat, quantity: extraSeats }] : []),
      ],
      billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
      ...(trialDays && {
        trial_period_days: trialDays,
        trial_settings: { end_behavior: { missing_payment_method: "pause" as const } },
      }),
    });
  }

  async prices(plan: PlanId, interval: Interval) {
    const prices = await findPriceIds(plan, interval);
    if (!prices) throw new Error("the catalog was not pushed");
    return prices;
  }

  /** Makes a card the one that is charged from now on. */
  async payWith(card: string): Promise<void> {
    const method = await this.stripe.paymentMethods.attach(card, { customer: this.customerId });
    await this.stripe.customers.update(this.customerId, {
      invoice_settings: { default_payment_method: method.id },
    });
  }

  /** Pays on the hosted page of the stand-in; a real one wants a person. */
  pay(url: string, card = "4242 4242 4242 4242"): Promise<URL> {
    return payAt(url, { card });
  }

  async now(): Promise<Date> {
    const { frozen_time } = await this.stripe.testHelpers.testClocks.retrieve(this.clockId);
    return new Date(frozen_time * 1_000);
  }

  /** Lets days go by at Stripe, in steps it allows, and everything that happened arrive. */
  async pass(days: number): Promise<void> {
    const from = secondsOf(await this.now());
    for (let done = Math.min(days, longestStepDays); ; done = Math.min(days, done + longestStepDays)) {
      await this.#advance(from + Math.round(done * day));
      if (done === days) break;
    }
    await this.settle();
  }

  async passUntil(instant: Date): Promise<void> {
    await this.pass((secondsOf(instant) - secondsOf(await this.now())) / day);
  }

  async #advance(seconds: number): Promise<void> {
    await this.stripe.testHelpers.testClocks.advance(this.clockId, { frozen_time: seconds });
    while ((await this.stripe.testHelpers.testClocks.retrieve(this.clockId)).status === "advancing")
      await delay(100);
  }

  /** Delivers what is out and waits until the app has nothing left to do about it. */
  async settle(): Promise<void> {
    await this.carrier.deliver();
    await this.finish();
  }

  /** Wakes what waits for the clock alone, then waits for syncs and effects to end. */
  async finish(): Promise<void> {
    await this.queue("billing.sync");
    const until = Date.now() + 120_000;
    while (await this.#isBusy()) {
      if (Date.now() > until)
        throw new Error(`the app did not settle: ${JSON.stringify(await this.#progress())}`);
      await delay(50);
    }
  }

  /** Queues what the calendar would: a nightly or an hourly job, now. */
  async queue(job: string, payload: Record<string, string> = {}): Promise<void> {
    await withPlatform((db) => enqueue(db, { name: job }, payload));
  }

  async #isBusy(): Promise<boolean> {
    const { applied = 0, wanted = 0 } = (await this.#progress()) ?? {};
    const { rows } = await connection("jobs").db.execute<{ waiting: number }>(sql`
      select count(*)::int as waiting from graphile_worker.jobs
       where task_identifier in ('billing.sync', 'billing.effects', 'billing.meter') and run_at <= now()`);
    const open = await withPlatform((db) =>
      db
        .select({ key: billingOutbox.effectKey })
        .from(billingOutbox)
        .where(and(eq(billingOutbox.tenantId, this.home.id), isNull(billingOutbox.doneAt))),
    );
    return applied < wanted || (rows[0]?.waiting ?? 0) > 0 || open.length > 0;
  }

  async #progress() {
    const [row] = await withPlatform((db) =>
      db.select().from(billingSync).where(eq(billingSync.customerId, this.customerId)),
    );
    if (row?.status === "dead") throw new Error(`the customer is dead: ${row.lastError}`);
    return row;
  }

  wrongSums = () => wrongSums(this.stripe, this.home.id, this.customerIds);
  state = () => stateOf(this.home.id);
  history = () => historyOf(this.home.id);
}

const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
