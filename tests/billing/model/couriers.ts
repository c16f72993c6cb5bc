import { setTimeout as delay } from "node:timers/promises";
import type { Event } from "stripe-local";
import type { App } from "./app";
import type { Post } from "./post";

const inFlight = 32;

/** Carries what is in the post to the app, many at a time, in whatever order it comes. */
export class Couriers {
  delivered = 0;
  #refused = 0;
  #keeps = 0;
  #isOver = false;
  readonly #running: Promise<void>[];

  constructor(
    private readonly app: App,
    private readonly post: Post,
    private readonly onDelivered: (event: Event) => void = () => {},
  ) {
    this.#running = Array.from({ length: inFlight }, () => this.#run());
  }

  /** Comes back when no more than `backlog` deliveries wait, from which the couriers go on picking. */
  async keep(backlog: number): Promise<void> {
    this.#keeps = backlog;
    while (this.post.size > backlog + inFlight) await delay(1);
  }

  /** Delivers the rest. */
  async finish(): Promise<void> {
    this.#keeps = 0;
    this.#isOver = true;
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    while (!this.#isOver || this.post.size > 0) {
      const delivery = this.post.size > this.#keeps ? this.post.take() : undefined;
      if (!delivery) {
        await delay(1);
        continue;
      }
      const status = await this.app.deliver(delivery.body);
      if (status !== 200) this.#again(delivery.event, status);
      else {
        this.delivered++;
        this.onDelivered(delivery.event);
      }
    }
  }

  /** Stripe tries again, but an app that takes nothing at all would keep this test for ever. */
  #again(event: Event, status: number): void {
    if (++this.#refused > 1_000) throw new Error(`the app answers ${status}`);
    this.post.put([event], 1);
  }
}
