import { createHmac } from "node:crypto";
import { fits, secretOf } from "./resources/account.js";
import type { Sandbox } from "./sandbox.js";
import type { Delivery, Event, WebhookEndpoint } from "./types.js";

export interface WebhookMode {
  /** `hold` keeps deliveries until the mode is `deliver` again; `drop` loses them; `off` is as if nobody listened. */
  mode: "deliver" | "hold" | "drop" | "off";
  /** Deliveries start at a random moment inside this window, so their order is not kept. */
  shuffleMs: number;
  duplicateRate: number;
  dropRate: number;
  /** Waits before each retry. The real ones take three days; these fit a working day. */
  retryDelaysMs: number[];
  timeoutMs: number;
  /** While a secret is rolled, deliveries carry a second signature. */
  alsoSignWith: string | null;
}

export const DEFAULT_MODE: WebhookMode = {
  mode: "deliver",
  shuffleMs: 500,
  duplicateRate: 0.03,
  dropRate: 0,
  retryDelaysMs: [1_000, 5_000, 25_000, 125_000, 625_000, 3_125_000],
  timeoutMs: 10_000,
  alsoSignWith: null,
};

/** `t=…,v1=…` over the exact bytes of the body, `seconds` being real time. */
function signatureHeader(body: string, secrets: string[], seconds: number): string {
  const signatures = secrets.map((secret) =>
    createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"),
  );
  return [`t=${seconds}`, ...signatures.map((each) => `v1=${each}`)].join(",");
}

/** Sends events to endpoints: at least once, in no order, with retries. */
export class Deliverer {
  mode: WebhookMode;
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; due: number }>();
  readonly #sending = new Set<Promise<void>>();
  readonly #delivered = new Set<string>();

  constructor(
    private readonly sandbox: Sandbox,
    mode: Partial<WebhookMode>,
  ) {
    this.mode = { ...DEFAULT_MODE, ...mode };
    for (const delivery of sandbox.store.all("_delivery")) {
      if (delivery.status === "pending") this.#schedule(delivery.id, this.mode.shuffleMs);
      if (delivery.status === "delivered") this.#delivered.add(`${delivery.event}/${delivery.endpoint}`);
    }
  }

  announce(events: Event[]): void {
    this.sandbox.transaction(() => {
      for (const event of events) this.#fanOut(event);
    });
  }

  /** Sends one delivery again, whatever became of it. */
  replay(id: string): Promise<void> {
    this.sandbox.store.get("_delivery", id);
    return this.#send(id);
  }

  /** Releases what is held and sends everything that is waiting, retries included. */
  async flush(): Promise<void> {
    this.#releaseHeld();
    await this.drain();
  }

  /** Sends what is waiting in the order it falls due, without the delay, and comes back when nothing is under way. */
  async drain(): Promise<void> {
    const waiting = [...this.#timers].sort(([, left], [, right]) => left.due - right.due);
    for (const [id] of waiting) this.#start(id);
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }

  setMode(mode: Partial<WebhookMode>): void {
    this.mode = { ...this.mode, ...mode };
    if (this.mode.mode === "deliver") this.#releaseHeld();
  }

  /** Waits until an event has been answered by every endpoint, at most `timeoutMs`. */
  async acknowledged(event: string, timeoutMs: number): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until && this.#isWaiting(event)) await new Promise((done) => setTimeout(done, 20));
  }

  stop(): void {
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #fanOut(event: Event): void {
    if (this.mode.mode === "off") return;
    const endpoints = this.sandbox.store
      .all("webhook_endpoint")
      .filter(
        (each) => each.status === "enabled" && each.enabled_events.some((type) => fits(event.type, type)),
      );
    if (endpoints.length === 0 || !this.sandbox.store.find("event", event.id)) return;
    this.sandbox.store.change("event", event.id, { pending_webhooks: endpoints.length });
    for (const endpoint of endpoints) this.#plan(event, endpoint);
  }

  #plan(event: Event, endpoint: WebhookEndpoint): void {
    const isDropped = this.mode.mode === "drop" || this.sandbox.random() < this.mode.dropRate;
    const status = isDropped ? "dropped" : this.mode.mode === "hold" ? "held" : "pending";
    const copies = status === "pending" && this.sandbox.random() < this.mode.duplicateRate ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const { id } = this.sandbox.store.put<"_delivery">({
        id: this.sandbox.id("dlv"),
        object: "_delivery",
        event: event.id,
        type: event.type,
        endpoint: endpoint.id,
        url: endpoint.url,
        status,
        attempts: [],
      });
      if (status === "pending") this.#schedule(id, this.sandbox.random() * this.mode.shuffleMs);
    }
  }

  #schedule(id: string, delayMs: number): void {
    const timer = setTimeout(() => this.#start(id), delayMs);
    timer.unref();
    this.#timers.set(id, { timer, due: performance.now() + delayMs });
  }

  #start(id: string): void {
    clearTimeout(this.#timers.get(id)?.timer);
    this.#timers.delete(id);
    const sending = this.#send(id).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #send(id: string): Promise<void> {
    const delivery = this.sandbox.store.find("_delivery", id);
    const event = this.sandbox.store.find("event", delivery?.event);
    const endpoint = this.sandbox.store.find("webhook_endpoint", delivery?.endpoint);
    if (!delivery || !event || !endpoint) return;
    const { status, detail } = await this.#post(event, endpoint);
    this.#record(id, status, detail);
  }

  async #post(event: Event, endpoint: WebhookEndpoint): Promise<{ status: number; detail: string }> {
    const body = JSON.stringify(event, null, 2);
    const secrets = [secretOf(this.sandbox, endpoint.id), this.mode.alsoSignWith].filter(
      (each) => typeof each === "string",
    );
    const seconds = Math.floor(this.sandbox.realNow() / 1000);
    try {
      const response = await fetch(endpoint.url, {
        method: "POST",
        body,
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signatureHeader(body, secrets, seconds),
          "user-agent": "Stripe/1.0 (local)",
        },
        signal: AbortSignal.timeout(this.mode.timeoutMs),
      });
      return { status: response.status, detail: (await response.text()).slice(0, 500) };
    } catch (error) {
      return { status: 0, detail: error instanceof Error ? `${error.message}` : "no answer" };
    }
  }

  #record(id: string, status: number, detail: string): void {
    const delivery = this.sandbox.store.find("_delivery", id);
    if (!delivery) return;
    const attempts = [
      ...delivery.attempts,
      { at: Math.floor(this.sandbox.realNow() / 1000), status, detail },
    ];
    const isDelivered = status >= 200 && status < 300;
    const retryDelay = this.mode.retryDelaysMs[attempts.length - 1];
    const next: Delivery["status"] = isDelivered
      ? "delivered"
      : retryDelay === undefined
        ? "failed"
        : "pending";
    this.sandbox.transaction(() => {
      this.sandbox.store.change("_delivery", id, { attempts, status: next });
      if (isDelivered) this.#countDown(delivery);
    });
    if (next === "pending" && retryDelay !== undefined) this.#schedule(id, retryDelay);
  }

  /** A duplicate that arrives as well does not count twice. */
  #countDown({ event, endpoint }: Delivery): void {
    const key = `${event}/${endpoint}`;
    const found = this.sandbox.store.find("event", event);
    if (!found || this.#delivered.has(key)) return;
    this.#delivered.add(key);
    this.sandbox.store.change("event", event, { pending_webhooks: Math.max(0, found.pending_webhooks - 1) });
  }

  #releaseHeld(): void {
    const held = this.sandbox.store.all("_delivery").filter((each) => each.status === "held");
    this.sandbox.transaction(() => {
      for (const { id } of held) this.sandbox.store.change("_delivery", id, { status: "pending" });
    });
    for (const { id } of held) this.#schedule(id, this.sandbox.random() * this.mode.shuffleMs);
  }

  #isWaiting(event: string): boolean {
    return this.sandbox.store.where("_delivery", "event", event).some((each) => each.status === "pending");
  }
}
