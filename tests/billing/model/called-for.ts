import type { Event } from "stripe-local";
import type { EffectKind } from "@/db/schema/platform";
import { customerOf } from "./controls";

/** What of an event's object decides what must be told of it. */
interface Facts {
  id: string;
  object: string;
  status?: string;
  amount_paid?: number;
  /** Of a dispute. */
  charge?: string;
  /** Of a credit note. */
  refunds?: { refund: string }[];
  /** Of a subscription. */
  items?: { data: { price: { lookup_key: string | null } }[] };
}

/** What of a subscription's past decides what can be told of it next. */
interface Life {
  customerId: string;
  status: string;
  hasRun: boolean;
  /** It has owed since it last ran. */
  hasOwed: boolean;
  /** It was at a price of nobody's catalog, of which little is told. */
  wasArranged: boolean;
}

const running = ["trialing", "active"];
const live = [...running, "past_due", "unpaid", "paused"];
const owing = ["past_due", "unpaid"];
const undecided = /needs_response|under_review/;

/**
 * What the ordered history calls for, read from Stripe's own events and nothing of the app's: which effects are owed
 * whatever anybody saw, because they follow from a final fact, and how often the others can have happened at most.
 */
export class CalledFor {
  readonly #issued = new Set<string>();
  readonly #paid = new Set<string>();
  readonly #adjusted = new Set<string>();
  /** Refunds that pay a credit note, which tells of them. */
  readonly #ofNotes = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #payers = new Map<string, string>();
  readonly #disputes = new Map<string, { customerId: string; status: string }>();
  readonly #subscriptions = new Map<string, Life>();
  readonly #crowded = new Set<string>();
  readonly #limits = new Map<string, number>();

  happened(events: Event[]): void {
    for (const event of events) {
      const facts: Facts = event.data.object;
      const customerId = customerOf(event) ?? this.#payers.get(facts.charge ?? "") ?? "";
      if (facts.object === "charge") this.#payers.set(facts.id, customerId);
      if (facts.object === "dispute")
        this.#disputes.set(facts.id, { customerId, status: facts.status ?? "" });
      this.#noteFinal(event.type, facts);
      if (facts.object === "subscription") this.#noteSubscription(facts, customerId);
      for (const kind of occurrencesIn(event, facts)) this.#raise(kind, customerId);
    }
  }

  /** Keys that must be in the outbox, once each. A subscription beside another one's life may or may not count. */
  owed(toldKeys: ReadonlySet<string>): string[] {
    const alone = [...this.#subscriptions].filter(([, { customerId }]) => !this.#crowded.has(customerId));
    const begun = alone.filter(([, { status, wasArranged }]) => live.includes(status) && !wasArranged);
    // Whoever was asked and answered between two looks was never in dispute here.
    const disputed = [...this.#disputes].filter(
      ([, { customerId, status }]) => undecided.test(status) && !this.#deleted.has(customerId),
    );
    // Whoever began and ended between two looks was never a subscriber here; whoever was, is told of the end.
    const known = alone.filter(
      ([id, { status }]) => status === "canceled" && toldKeys.has(`activated:${id}`),
    );
    return [
      ...[...this.#issued].map((id) => `invoice-issued:${id}`),
      ...[...this.#paid].map((id) => `receipt:${id}`),
      ...[...this.#adjusted].filter((id) => !this.#ofNotes.has(id)).map((id) => `refunded:${id}`),
      ...[...this.#deleted].map((id) => `customer-deleted:${id}`),
      ...disputed.map(([id]) => `dispute:${id}`),
      ...begun.map(([id]) => `activated:${id}`),
      ...known.map(([id]) => `canceled:${id}`),
    ];
  }

  /** How often a kind can have happened to a customer; what the calendar brings has no number. */
  limitOf(kind: EffectKind, customerId: string): number {
    if (byCalendar.includes(kind)) return Number.POSITIVE_INFINITY;
    return this.#limits.get(`${kind} ${customerId}`) ?? 0;
  }

  #noteFinal(type: string, { id, object, status, amount_paid = 0, refunds = [] }: Facts): void {
    if (type === "invoice.finalized") this.#issued.add(id);
    if (object === "invoice" && status === "paid" && amount_paid > 0) this.#paid.add(id);
    if (object === "refund" && status === "succeeded") this.#adjusted.add(id);
    if (type === "credit_note.created") {
      this.#adjusted.add(id);
      for (const { refund } of refunds) this.#ofNotes.add(refund);
    }
    if (type === "customer.deleted") this.#deleted.add(id);
  }

  #noteSubscription({ id, status = "", items }: Facts, customerId: string): void {
    const before = this.#subscriptions.get(id);
    const isRunning = running.includes(status);
    const hasRun = isRunning || Boolean(before?.hasRun);
    const hasOwed = !isRunning && (owing.includes(status) || Boolean(before?.hasOwed));
    const isArranged = (items?.data ?? []).some(({ price }) => price.lookup_key === null);
    const wasArranged = isArranged || Boolean(before?.wasArranged);
    this.#subscriptions.set(id, { customerId, status, hasRun, hasOwed, wasArranged });
    if (isArranged) this.#raise("arranged", customerId);
    // Whatever came between: who looked away while it was paused saw it owe, and then run.
    if (isRunning && before?.hasOwed) this.#raise("recovered", customerId);
    if (isRunning && !before?.hasRun) this.#raise("activated", customerId);
    if (status === "canceled" && before?.status !== "canceled") this.#raise("canceled", customerId);
    if (!live.includes(status) || this.#liveOf(customerId) < 2) return;
    this.#crowded.add(customerId);
    for (const kind of aroundDuplicates) this.#raise(kind, customerId);
  }

  #liveOf(customerId: string): number {
    const own = [...this.#subscriptions.values()].filter((one) => one.customerId === customerId);
    return own.filter(({ status }) => live.includes(status)).length;
  }

  #raise(kind: EffectKind, customerId: string): void {
    const key = `${kind} ${customerId}`;
    this.#limits.set(key, (this.#limits.get(key) ?? 0) + 1);
  }
}

/** Told of a moment, not of a change: their keys name the moment, and that is what keeps them from a second time. */
const byCalendar: EffectKind[] = ["trial_ending", "renewal_ahead", "card_expiring", "dunning", "restricted"];

/** What can be told when one of two live subscriptions stops or begins to count. */
const aroundDuplicates: EffectKind[] = ["duplicate", "activated"];

function occurrencesIn({ type, data }: Event, { object, status }: Facts): EffectKind[] {
  const fixed = byType[type] ?? [];
  if (object !== "subscription" || !data.previous_attributes) return fixed;
  const changed = Object.keys(data.previous_attributes);
  const before = String(data.previous_attributes.status ?? status);
  return [
    ...fixed,
    ...new Set(changed.flatMap((field) => byField[field] ?? [])),
    ...(before !== status && status === "paused" ? (["paused"] as const) : []),
    ...(before === "paused" && status !== "paused" ? (["resumed"] as const) : []),
  ];
}

const byType: Record<string, EffectKind[]> = {
  "invoice.finalized": ["invoice_issued"],
  "invoice.paid": ["paid"],
  "invoice.payment_failed": ["payment_failed"],
  "invoice.payment_action_required": ["action_required"],
  "invoice.finalization_failed": ["finalization_failed"],
  "refund.created": ["adjusted"],
  "credit_note.created": ["adjusted"],
  "charge.dispute.created": ["disputed"],
  "customer.deleted": ["customer_deleted"],
  "subscription_schedule.created": ["change_scheduled"],
  "subscription_schedule.updated": ["change_scheduled", "change_unscheduled"],
  "subscription_schedule.released": ["change_unscheduled"],
  "subscription_schedule.canceled": ["change_unscheduled"],
};

const byField: Record<string, EffectKind[]> = {
  items: ["changed", "cancel_scheduled"],
  cancel_at: ["cancel_scheduled", "cancel_undone"],
  cancel_at_period_end: ["cancel_scheduled", "cancel_undone"],
  schedule: ["change_scheduled", "change_unscheduled"],
  pending_update: ["change_pending", "change_expired"],
  discounts: ["discounted"],
  automatic_tax: ["tax_lost"],
  pause_collection: ["collection_paused", "collection_resumed"],
};
