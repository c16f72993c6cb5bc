import { present } from "./present.js";
import type { Journal } from "./store.js";
import { Store } from "./store.js";
import type { Account, Event, Noun, Settings } from "./types.js";

export const API_VERSION = "2026-10-28.endive";

export const DEFAULT_SETTINGS: Settings = {
  afterRetries: "cancel",
  retryDays: [1, 3, 5, 7, 9, 11, 13, 14],
  lastOf: "period",
  searchLagMs: 2000,
  meterLagMs: 1000,
  failNextPayment: null,
};

/** One Stripe account in test mode: its objects, its clocks and the events of the request in hand. */
export class Sandbox {
  readonly store: Store;
  request: Event["request"] = null;
  onCommit: (events: Event[]) => void = () => {};

  #random: () => number;
  #events: Event[] = [];
  readonly #announced = new Map<string, object>();
  readonly #happened = new Map<string, number>();
  readonly #running = new Map<string | null, number>();
  #depth = 0;

  constructor(
    journal: Journal | null,
    readonly realNow: () => number,
    seed: number,
    public publicUrl: string,
  ) {
    this.store = new Store(journal);
    this.#random = generator(seed + this.store.snapshot().length);
  }

  get account(): Account {
    const blank: Account = { id: "account", object: "_account", offsetMs: 0, settings: DEFAULT_SETTINGS };
    return this.store.find("_account", "account") ?? blank;
  }

  get settings(): Settings {
    return this.account.settings;
  }

  configure(settings: Partial<Settings>, offsetMs = this.account.offsetMs): void {
    const merged = { ...this.settings, ...settings };
    this.transaction(() => this.store.put<"_account">({ ...this.account, offsetMs, settings: merged }));
  }

  id(prefix: string): string {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let id = `${prefix}_`;
    for (let index = 0; index < 24; index++) id += letters[Math.floor(this.#random() * letters.length)];
    return id;
  }

  random(): number {
    return this.#random();
  }

  /** Seconds on the wall clock of this sandbox, or on a test clock. */
  now(clock: string | null = null): number {
    const running = this.#running.get(clock);
    if (running !== undefined) return running;
    if (clock) return this.store.get("test_helpers.test_clock", clock).frozen_time;
    return Math.floor((this.realNow() + this.account.offsetMs) / 1000);
  }

  /** Seconds as the customer lives them. */
  nowOf(customer: string | null): number {
    return this.now(this.clockOf(customer));
  }

  clockOf(customer: string | null): string | null {
    return this.store.find("customer", customer)?.test_clock ?? null;
  }

  /** Runs the work as if the clock showed `seconds`. */
  at<T>(clock: string | null, seconds: number, work: () => T): T {
    const before = this.#running.get(clock);
    this.#running.set(clock, seconds);
    try {
      return work();
    } finally {
      if (before === undefined) this.#running.delete(clock);
      else this.#running.set(clock, before);
    }
  }

  /** All or nothing, and its events leave only when it is committed. A transaction inside another joins it. */
  transaction<T>(work: () => T, keeps: (error: unknown) => boolean = () => false): T {
    if (this.#depth > 0) return work();
    this.#depth++;
    try {
      return this.store.transaction(() => this.#announceAfter(work, keeps), keeps);
    } finally {
      this.#depth--;
      const committed = this.#events.filter((event) => this.store.find("event", event.id));
      this.#events = [];
      this.#announced.clear();
      if (committed.length > 0) this.onCommit(committed);
    }
  }

  emit(type: string, object: { id: string; object: string }, previous?: Record<string, unknown>): void {
    const event = this.store.put<"event">({
      id: this.id("evt"),
      object: "event",
      api_version: API_VERSION,
      created: this.now(this.#clockOfObject(object)),
      data: { object: this.shown(object), ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: 0,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    });
    this.#events.push(event);
    this.#happened.set(event.id, this.now());
    if (type.endsWith(".created")) this.#announced.set(object.id, object);
  }

  /** When an event happened on the wall clock, whatever a test clock showed; what an earlier process left, as it says. */
  happenedAt = ({ id, created }: Event): number => this.#happened.get(id) ?? created;

  /** The object as an API answer shows it. */
  shown<T extends object>(object: T): T {
    return present(this, object, []) as T;
  }

  #announceAfter<T>(work: () => T, keeps: (error: unknown) => boolean): T {
    try {
      const result = work();
      this.#announceUpdates();
      return result;
    } catch (error) {
      if (keeps(error)) this.#announceUpdates();
      throw error;
    }
  }

  /** One `*.updated` per object and request, whatever the number of writes in between. */
  #announceUpdates(): void {
    for (const [noun, id, before] of this.store.touched()) {
      const type = UPDATED_EVENTS[noun];
      const after = this.store.find(noun, id);
      const known = this.#announced.get(id) ?? before;
      if (!type || !after || !known) continue;
      const previous = differences(this.shown(known), this.shown(after));
      if (noun === "payment_method") delete previous.customer;
      if (Object.keys(previous).length > 0) this.emit(type, after, previous);
    }
  }

  #clockOfObject(object: object): string | null {
    if ("test_clock" in object && typeof object.test_clock === "string") return object.test_clock;
    return "customer" in object && typeof object.customer === "string" ? this.clockOf(object.customer) : null;
  }
}

const UPDATED_EVENTS: Partial<Record<Noun, string>> = {
  customer: "customer.updated",
  product: "product.updated",
  price: "price.updated",
  coupon: "coupon.updated",
  promotion_code: "promotion_code.updated",
  payment_method: "payment_method.updated",
  subscription: "customer.subscription.updated",
  subscription_schedule: "subscription_schedule.updated",
  invoice: "invoice.updated",
  refund: "refund.updated",
  credit_note: "credit_note.updated",
  "billing.meter": "billing.meter.updated",
  "billing_portal.configuration": "billing_portal.configuration.updated",
};

function differences(before: object, after: object): Record<string, unknown> {
  const current = new Map(Object.entries(after));
  const previous = Object.entries(before).filter(([key, value]) => !isSame(value, current.get(key)));
  const added = [...current.keys()].filter((key) => !Object.hasOwn(before, key)).map((key) => [key, null]);
  return Object.fromEntries([...previous, ...added]);
}

function isSame(before: unknown, after: unknown): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** mulberry32: ids and shuffles repeat under a fixed seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
