import Stripe from "stripe";
import type { Event } from "stripe-local";
import type { Random } from "./random";

export interface Delivery {
  event: Event;
  body: string;
}

/** Events on their way, in no order: whoever takes one gets any of them, the oldest as likely as the newest. */
export class Post {
  readonly #waiting: Delivery[] = [];

  constructor(private readonly random: Random) {}

  get size(): number {
    return this.#waiting.length;
  }

  /** Each event goes out one to three times, or as often as `copies` says. */
  put(events: Event[], copies?: number): void {
    for (const event of events) {
      const delivery = { event, body: JSON.stringify(event) };
      for (let count = copies ?? this.random.between(1, 3); count > 0; count--) this.#waiting.push(delivery);
    }
  }

  take(): Delivery | undefined {
    const index = this.random.between(0, this.#waiting.length - 1);
    const last = this.#waiting.pop();
    const chosen = this.#waiting[index];
    if (!last || !chosen) return last;
    this.#waiting[index] = last;
    return chosen;
  }
}

/** What Stripe puts in the header next to a body. */
export function signatureOf(payload: string, secret: string): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret });
}
