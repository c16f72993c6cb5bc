import type Stripe from "stripe";
import { seededOrder } from "./seeded-order";

/** How deliveries reach the app: as they happened, in any order, each three times, or all of them again at the end. */
export const modes = ["in order", "shuffled", "tripled", "replayed"] as const;
export type Mode = (typeof modes)[number];

interface CarrierOptions {
  stripe: Stripe;
  mode: Mode;
  webhookUrl: string;
  secret: string;
  /** Whose events to carry: anything about this customer or their test clock. */
  isOurs(event: Stripe.Event): boolean;
}

/**
 * Fetches the events of one customer from Stripe and delivers them, signed as Stripe signs, over real HTTP. It stands
 * in for Stripe's own delivery, so that the order is ours to spoil and a real sandbox needs no way into this machine.
 */
export class Carrier {
  readonly #options: CarrierOptions;
  readonly #known = new Set<string>();
  readonly #carried: Stripe.Event[] = [];
  #seed = 1;

  constructor(options: CarrierOptions) {
    this.#options = options;
  }

  /** Delivers what happened since the last time. Returns how many events that were. */
  async deliver(): Promise<number> {
    const fresh = await this.#collect();
    this.#carried.push(...fresh);
    const { mode } = this.#options;
    const order =
      mode === "shuffled" ? seededOrder(fresh, this.#seed++) : mode === "tripled" ? thrice(fresh) : fresh;
    await this.#send(mode === "tripled" ? seededOrder(order, this.#seed++) : order);
    return fresh.length;
  }

  /** Keeps the events that are out from ever being delivered, as an endpoint that is down would. */
  async lose(): Promise<number> {
    return (await this.#collect()).length;
  }

  /** Delivers everything that was ever delivered once more, newest first. */
  replay(): Promise<void> {
    return this.#send(this.#carried.toReversed());
  }

  /** Oldest first. Stripe lists newest first, and of one second in no order worth relying on. */
  async #collect(): Promise<Stripe.Event[]> {
    const fresh: Stripe.Event[] = [];
    for await (const event of this.#options.stripe.events.list({ limit: 100 })) {
      if (this.#known.has(event.id)) break;
      fresh.push(event);
    }
    for (const { id } of fresh) this.#known.add(id);
    return fresh.filter(this.#options.isOurs).reverse();
  }

  async #send(events: Stripe.Event[]): Promise<void> {
    const isOrdered = this.#options.mode === "in order" || this.#options.mode === "replayed";
    const waiting = [...events];
    const work = async () => {
      for (let event = waiting.shift(); event; event = waiting.shift()) await this.#post(event);
    };
    await Promise.all(Array.from({ length: isOrdered ? 1 : 4 }, work));
  }

  /** Like Stripe, tries again when the app asks for it; unlike Stripe, not for days. */
  async #post(event: Stripe.Event, triesLeft = 5): Promise<void> {
    const { webhookUrl, secret, stripe } = this.#options;
    const payload = JSON.stringify(event);
    const answer = await fetch(webhookUrl, {
      method: "POST",
      body: payload,
      headers: { "stripe-signature": stripe.webhooks.generateTestHeaderString({ payload, secret }) },
    });
    if (answer.status === 503 && triesLeft > 0) return this.#post(event, triesLeft - 1);
    if (!answer.ok) throw new Error(`the webhook answered ${answer.status} to ${event.type} ${event.id}`);
  }
}

const thrice = <T>(items: T[]): T[] => [...items, ...items, ...items];
