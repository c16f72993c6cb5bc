import type { Event } from "stripe-local";

/** Which state a customer would be in if events were applied instead of taken as a hint to look. */
export class PayloadMirror {
  readonly #objects = new Map<string, { created: number; state: string }>();

  /** With a watermark an event older than what was applied last is dropped; one of the same second is not. */
  constructor(private readonly hasWatermark: boolean) {}

  apply({ created, data }: Event): void {
    const { id } = data.object;
    const known = this.#objects.get(id);
    if (this.hasWatermark && known && created < known.created) return;
    this.#objects.set(id, { created, state: JSON.stringify(data.object) });
  }

  /** Customers of whom any object is in another state than in `truth`. */
  driftFrom(truth: PayloadMirror, owners: ReadonlyMap<string, string>): Set<string> {
    const differing = [...owners].filter(([id]) => this.#stateOf(id) !== truth.#stateOf(id));
    return new Set(differing.map(([, customerId]) => customerId));
  }

  #stateOf(id: string): string | undefined {
    return this.#objects.get(id)?.state;
  }
}

/** The same deliveries applied in the two usual ways, next to what the ordered history comes to. */
export class ControlArms {
  readonly #truth = new PayloadMirror(false);
  readonly #lastWriteWins = new PayloadMirror(false);
  readonly #watermark = new PayloadMirror(true);
  readonly #owners = new Map<string, string>();

  /** In the order in which things happened. */
  happened(events: Event[]): void {
    for (const event of events) {
      if (!isMirrored(event)) continue;
      this.#truth.apply(event);
      this.#owners.set(event.data.object.id, customerOf(event) ?? "");
    }
  }

  /** In the order in which deliveries were answered. */
  delivered(event: Event): void {
    if (!isMirrored(event)) return;
    this.#lastWriteWins.apply(event);
    this.#watermark.apply(event);
  }

  /** How many customers end in a wrong state. */
  drift(): { lastWriteWins: number; watermark: number } {
    return {
      lastWriteWins: this.#lastWriteWins.driftFrom(this.#truth, this.#owners).size,
      watermark: this.#watermark.driftFrom(this.#truth, this.#owners).size,
    };
  }
}

/** What such an application usually mirrors. */
const isMirrored = ({ data }: Event): boolean => ["subscription", "invoice"].includes(data.object.object);

/** Whom an event is about. */
export function customerOf({ data: { object } }: Event): string | null {
  if (object.object === "customer") return object.id;
  const customer: unknown = Object.entries(object).find(([name]) => name === "customer")?.[1];
  return typeof customer === "string" ? customer : null;
}
