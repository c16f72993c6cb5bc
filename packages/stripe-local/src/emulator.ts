import { createApi } from "./api.js";
import { Clocks } from "./clock.js";
import { Control } from "./control.js";
import { type Fault, Faults } from "./faults.js";
import { Idempotency } from "./idempotency.js";
import { servePage } from "./pages/index.js";
import { routes } from "./resources/index.js";
import { Sandbox } from "./sandbox.js";
import { Scheduler } from "./scheduler.js";
import type { Journal } from "./store.js";
import type { Event } from "./types.js";
import { Deliverer, type WebhookMode } from "./webhooks.js";

export interface EmulatorOptions {
  /** Where objects outlive the process; without it they live in memory. */
  store?: Journal;
  /** Milliseconds; the wall clock unless a test brings its own. */
  now?: () => number;
  /** Makes ids, shuffles and duplicates repeatable. */
  seed?: number;
  /** How a browser reaches the pages. */
  publicUrl?: string;
  webhooks: { url: string; secret: string } | null;
  webhookMode?: Partial<WebhookMode>;
  faults?: Fault[];
  log?: (message: string, error?: unknown) => void;
}

export interface StripeEmulator {
  fetch(request: Request): Promise<Response>;
  /** Moves the sandbox clock forward, in seconds, doing what falls due. */
  advanceTo(seconds: number): void;
  /** Delivers what is waiting and lets test clocks arrive. */
  drain(): Promise<void>;
  control: Control;
  /** Tells of every event in the order of creation, when what it reports is committed. Call the answer to stop. */
  onEvents(listener: (events: Event[]) => void): () => void;
  close(): void;
}

/** A Stripe account in memory that answers requests. It needs no network of its own except to deliver webhooks. */
export function createStripeEmulator(options: EmulatorOptions): StripeEmulator {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const publicUrl = options.publicUrl ?? "http://localhost:12111";
  const sandbox = new Sandbox(options.store ?? null, options.now ?? Date.now, seed, publicUrl);
  const scheduler = new Scheduler(sandbox, options.log ?? console.error);
  const clocks = new Clocks(sandbox, scheduler);
  const faults = new Faults();
  faults.set(options.faults ?? []);
  const deliverer = new Deliverer(sandbox, options.webhookMode ?? {});
  const listeners = new Set<(events: Event[]) => void>();
  sandbox.onCommit = (events) => {
    deliverer.announce(events);
    for (const listener of listeners) listener(events);
  };
  const control = new Control({ sandbox, clocks, faults, deliverer });
  if (options.webhooks) control.setEndpoint(options.webhooks);
  const api = createApi(sandbox, routes, faults, new Idempotency(sandbox));

  async function fetch(request: Request): Promise<Response> {
    scheduler.catchUp();
    const { pathname } = new URL(request.url);
    if (/^\/v[12]\//.test(pathname)) return api.handle(request);
    if (pathname.startsWith("/_emu")) return control.handle(request);
    return servePage({ sandbox, deliverer, control }, request);
  }

  async function drain(): Promise<void> {
    scheduler.catchUp();
    await clocks.settled();
    await deliverer.drain();
  }

  return {
    fetch,
    advanceTo: (seconds) => clocks.advanceTo(seconds),
    drain,
    control,
    onEvents(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => deliverer.stop(),
  };
}
