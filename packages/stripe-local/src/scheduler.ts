import { dueAt, runDue } from "./billing/due.js";
import { Heap } from "./heap.js";
import type { Sandbox } from "./sandbox.js";
import type { Noun } from "./types.js";

interface Wake {
  noun: Noun;
  id: string;
  clock: string | null;
  at: number;
  order: number;
  /** Of several due in the same second, the one that was planned first. */
  planned: number;
}

/** Phases change before the renewal that bills them, and a renewal opens its draft before the draft can close. */
const ORDER: Partial<Record<Noun, number>> = {
  subscription_schedule: 0,
  subscription: 1,
  invoice: 2,
  "checkout.session": 3,
};

/** Does what time alone brings about: renewals, trial ends, retries, expiries. */
export class Scheduler {
  /** What is planned for each object. A heap may hold plans that were dropped since. */
  readonly #wakes = new Map<string, Wake>();
  readonly #timelines = new Map<string | null, Heap<Wake>>();
  readonly #changed = new Map<string, Noun>();
  /** Up to where each timeline was run, in seconds. */
  readonly #reached = new Map<string | null, number>();
  #planned = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly log: (message: string, error: unknown) => void,
  ) {
    sandbox.store.onChange((noun, id) => this.#notice(noun, id));
    for (const [noun, id] of sandbox.store.snapshot()) this.#notice(noun, id);
  }

  /** Runs everything due on the wall clock, each at its own moment. */
  catchUp(): void {
    this.run(null, this.sandbox.now());
  }

  /** Runs one timeline up to and including `until`. */
  run(clock: string | null, until: number): void {
    // A clock that stands before the point reached was set back, by a reset or a restored snapshot.
    let reached = Math.min(this.#reached.get(clock) ?? 0, until);
    this.#reached.set(clock, until);
    for (let steps = 0; steps < 1_000_000; steps++) {
      const wake = this.#earliest(clock);
      if (!wake || wake.at > until) return;
      reached = Math.max(reached, wake.at);
      this.#runOne(wake, reached);
    }
    throw new Error("The schedule does not come to rest");
  }

  /** What was due before it was known of is done at once, not in the past. */
  #runOne(wake: Wake, seconds: number): void {
    this.#wakes.delete(wake.id);
    try {
      this.sandbox.request = null;
      // The clock is set around the transaction: what changed is announced at its end, and with this time.
      this.sandbox.at(wake.clock, seconds, () =>
        this.sandbox.transaction(() => runDue(this.sandbox, wake.noun, wake.id)),
      );
    } catch (error) {
      this.#changed.delete(wake.id);
      this.log(`${wake.noun} ${wake.id} could not be run`, error);
    }
  }

  #earliest(clock: string | null): Wake | undefined {
    this.#planChanged();
    const timeline = this.#timelines.get(clock);
    while (timeline) {
      const first = timeline.first();
      if (!first || this.#wakes.get(first.id) === first) return first;
      timeline.takeFirst();
    }
    return undefined;
  }

  /** Objects change many times within a request; when they are next due is worked out once, after it. */
  #notice(noun: Noun, id: string): void {
    if (noun === "_file") this.#changed.set(id, "subscription");
    const about = noun === "_notice" ? this.sandbox.store.find("_notice", id)?.about : undefined;
    if (about) this.#changed.set(about.id, about.noun);
    const delivered = noun === "_delivery" ? this.sandbox.store.find("_delivery", id) : undefined;
    const told = this.sandbox.store.find("event", delivered?.event);
    if (told?.type === "invoice.created") this.#changed.set(told.data.object.id, "invoice");
    if (ORDER[noun] !== undefined) this.#changed.set(id, noun);
  }

  #planChanged(): void {
    for (const [id, noun] of this.#changed) this.#plan(noun, id);
    this.#changed.clear();
  }

  #plan(noun: Noun, id: string): void {
    const due = dueAt(this.sandbox, noun, id);
    const before = this.#wakes.get(id);
    if (!due) return void this.#wakes.delete(id);
    if (before?.at === due.at && before.clock === due.clock) return;
    const wake = { noun, id, order: ORDER[noun] ?? 0, planned: this.#planned++, ...due };
    this.#wakes.set(id, wake);
    const timeline = this.#timelines.get(due.clock) ?? new Heap(isSooner);
    this.#timelines.set(due.clock, timeline);
    timeline.add(wake);
  }
}

function isSooner(first: Wake, second: Wake): boolean {
  if (first.at !== second.at) return first.at < second.at;
  return first.order === second.order ? first.planned < second.planned : first.order < second.order;
}
