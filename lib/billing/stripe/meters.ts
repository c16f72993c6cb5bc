import type Stripe from "stripe";
import type { MetricId } from "@/lib/usage/metrics";
import { metrics } from "@/lib/usage/metrics";
import { isRefusedByStripe, withStripe } from "./client";

/** What a metric is called at Stripe; only those that are billed have a name there. */
const eventNames = { apiCalls: "api_calls" } as const satisfies Partial<Record<MetricId, string>>;
export type BilledMetric = keyof typeof eventNames;
export const billedMetrics = Object.keys(eventNames) as BilledMetric[];

/** The newest total of a period is what it bills. */
export const meterFormula = "last";

/** The whole of what was used in a period so far. */
export interface UsageReport {
  metric: BilledMetric;
  customerId: string;
  /** A decimal. */
  total: string;
  /** Within the period, and not before an earlier report: the newest by this time is what Stripe bills. */
  at: Date;
  /** Reported twice under one identifier, it counts once. */
  identifier: string;
}

/** The meter of a metric, created unless there is one. Returns its id. */
export async function putMeter(metric: BilledMetric): Promise<string> {
  return withStripe(async (stripe) => {
    const known = await findMeter(stripe, metric);
    if (known) return known.id;
    const { id } = await stripe.billing.meters.create({
      display_name: metrics[metric].name,
      event_name: eventNames[metric],
      // We send totals, not steps: whatever is repeated, late or lost, the next one sets it right.
      default_aggregation: { formula: meterFormula },
      customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
      value_settings: { event_payload_key: "value" },
    });
    return id;
  });
}

/** The active meter of a metric, and how it makes one number of many; null where there is none. */
export async function readMeter(metric: BilledMetric): Promise<{ id: string; formula: string } | null> {
  const meter = await withStripe((stripe) => findMeter(stripe, metric));
  return meter ? { id: meter.id, formula: meter.default_aggregation.formula } : null;
}

/** A decimal as Stripe takes it, of 15 digits at most: places that are beyond them are left out. */
export function tellable(total: string): string {
  const [whole = "0", fraction = ""] = total.split(".");
  const places = fraction.slice(0, Math.max(0, 15 - whole.length));
  return places ? `${whole}.${places}` : whole;
}

/** Tells Stripe a period's total. That it knows this very report already is as good. */
export async function reportUsage({ metric, customerId, total, at, identifier }: UsageReport): Promise<void> {
  const event = {
    event_name: eventNames[metric],
    payload: { stripe_customer_id: customerId, value: total },
    timestamp: secondsOf(at),
    identifier,
  };
  try {
    await withStripe((stripe) => stripe.billing.meterEvents.create(event));
  } catch (thrown) {
    if (!isKnownAlready(thrown)) throw thrown;
  }
}

/** What Stripe makes of our reports for whole minutes from `startsAt` to `endsAt`; null where it has none. */
export async function readUsage(
  metric: BilledMetric,
  customerId: string,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<number | null> {
  return withStripe(async (stripe) => {
    const meter = await findMeter(stripe, metric);
    if (!meter) return null;
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, {
      customer: customerId,
      start_time: minuteOf(startsAt),
      end_time: minuteOf(endsAt) + 60,
    });
    return data[0]?.aggregated_value ?? null;
  });
}

async function findMeter(stripe: Stripe, metric: BilledMetric): Promise<Stripe.Billing.Meter | undefined> {
  const { data } = await stripe.billing.meters.list({ status: "active", limit: 100 });
  return data.find(({ event_name: name }) => name === eventNames[metric]);
}

const isKnownAlready = (thrown: unknown): boolean =>
  isRefusedByStripe(thrown) &&
  thrown instanceof Error &&
  (("code" in thrown && thrown.code === "resource_already_exists") ||
    /identifier.*already|already.*identifier/i.test(thrown.message));

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1_000);
const minuteOf = (time: Date): number => Math.floor(time.getTime() / 60_000) * 60;
