import type { Sandbox } from "../sandbox.js";
import type { Price, UsageEvent } from "../types.js";
import type { Period } from "./calendar.js";

/** The aggregated usage of a price's meter within [start, end), and never below zero (docs: meters/configure). */
export function usageIn(sandbox: Sandbox, price: Price, customer: string, { start, end }: Period): number {
  const meter = sandbox.store.find("billing.meter", price.recurring?.meter);
  if (!meter) return 0;
  const events = usageEvents(sandbox, meter.event_name, customer).filter(
    (event) => event.timestamp >= start && event.timestamp < end,
  );
  return Math.max(0, Math.round(aggregate(events, meter.default_aggregation.formula)));
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
