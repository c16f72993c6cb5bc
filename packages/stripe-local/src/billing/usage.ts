import type { Sandbox } from "../sandbox.js";
import type { Price, SubscriptionItem, UsageEvent } from "../types.js";
import type { Period } from "./calendar.js";
import { fileOf } from "./coverage.js";

/** The aggregated usage of a price's meter within [start, end), and never below zero (docs: meters/configure). */
export function usageIn(sandbox: Sandbox, price: Price, customer: string, { start, end }: Period): number {
  const meter = sandbox.store.find("billing.meter", price.recurring?.meter);
  if (!meter) return 0;
  const events = usageEvents(sandbox, meter.event_name, customer).filter(
    (event) => event.timestamp >= start && event.timestamp < end,
  );
  return Math.max(0, Math.round(aggregate(events, meter.default_aggregation.formula)));
}

/**
 * From where an item's usage is still to be billed: its price may have been another one earlier in the period, by which
 * what was used then has been billed (docs: billing-mode/compare). For `last` the documentation leaves it open.
 */
export function unbilledFrom(sandbox: Sandbox, subscription: string, item: SubscriptionItem): number {
  const { id, price, current_period_start: start } = item;
  const formula = sandbox.store.find("billing.meter", price.recurring?.meter)?.default_aggregation.formula;
  if (formula === "last" && sandbox.settings.lastOf === "period") return start;
  return Math.max(start, fileOf(sandbox, subscription).billedUntil[id] ?? start);
}

export function usageEvents(sandbox: Sandbox, meterEvent: string, customer: string): UsageEvent[] {
  return sandbox.store.where("_usage", "reported", `${meterEvent}/${customer}`);
}

/** "last" is the value with the latest timestamp; of equals, the one received last. */
export function aggregate(events: UsageEvent[], formula: string): number {
  if (formula === "count") return events.length;
  if (formula === "sum") return events.reduce((sum, event) => sum + event.value, 0);
  const latest = events.reduce<UsageEvent | null>(
    (last, event) => (last && last.timestamp > event.timestamp ? last : event),
    null,
  );
  return latest?.value ?? 0;
}
