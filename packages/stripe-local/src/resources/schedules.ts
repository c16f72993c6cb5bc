import { addMonths, boundary } from "../billing/calendar.js";
import { inCurrency } from "../billing/currencies.js";
import { planOf } from "../billing/items.js";
import { releaseSchedule } from "../billing/phases.js";
import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import {
  either,
  flag,
  type Input,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
} from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Schedule, Subscription } from "../types.js";
import { discounts, mergeMetadata, prorationBehavior } from "./shapes.js";

const phase = object({
  billing_cycle_anchor: oneOf("automatic", "phase_start"),
  currency: text,
  discounts,
  duration: object({ interval: required(oneOf("day", "week", "month", "year")), interval_count: integer }),
  end_date: integer,
  items: required(list(object({ price: required(text), quantity: integer, metadata }))),
  metadata,
  proration_behavior: prorationBehavior,
  start_date: either(integer, oneOf("now")),
});
const update = object({
  end_behavior: oneOf("cancel", "release"),
  metadata,
  phases: list(phase),
  proration_behavior: prorationBehavior,
});
type PhaseInput = Input<typeof phase>;

export const scheduleRoutes: Route[] = [
  retrieveRoute("/v1/subscription_schedules", "subscription_schedule"),
  listRoute(
    "/v1/subscription_schedules",
    "subscription_schedule",
    { customer: text, scheduled: flag },
    (schedule, filter) => {
      const isWanted = filter.customer === undefined || schedule.customer === filter.customer;
      return isWanted && (filter.scheduled !== true || schedule.status === "not_started");
    },
  ),
  route(
    "POST /v1/subscription_schedules",
    object({ from_subscription: required(text), metadata }),
    (sandbox, input) =>
      fromSubscription(
        sandbox,
        sandbox.store.get("subscription", input.from_subscription, "from_subscription"),
        input.metadata,
      ),
  ),
  route("POST /v1/subscription_schedules/:id", update, updateSchedule),
  route(
    "POST /v1/subscription_schedules/:id/release",
    object({ preserve_cancel_date: flag }),
    (sandbox, _, id) => releaseSchedule(sandbox, living(sandbox, id)),
  ),
];

function fromSubscription(
  sandbox: Sandbox,
  subscription: Subscription,
  given?: Record<string, string>,
): Schedule {
  refuseUnschedulable(subscription);
  const start = Math.max(...subscription.items.data.map((item) => item.current_period_start));
  const end = Math.max(...subscription.items.data.map((item) => item.current_period_end));
  const items = subscription.items.data.map(({ price, quantity }) => ({
    price: price.id,
    quantity: quantity ?? 1,
  }));
  const schedule = sandbox.store.put<"subscription_schedule">({
    id: sandbox.id("sub_sched"),
    object: "subscription_schedule",
    billing_mode: subscription.billing_mode,
    created: sandbox.nowOf(subscription.customer),
    current_phase: { start_date: start, end_date: end },
    customer: subscription.customer,
    default_settings: {
      automatic_tax: subscription.automatic_tax,
      billing_cycle_anchor: "automatic",
      collection_method: subscription.collection_method,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      ...nulls(
        "application_fee_percent",
        "billing_thresholds",
        "default_payment_method",
        "description",
        "on_behalf_of",
        "transfer_data",
      ),
    },
    end_behavior: "release",
    livemode: false,
    metadata: mergeMetadata({}, given),
    pause_schedules: [],
    phases: [newPhase(sandbox, { items, currency: subscription.currency }, start, end)],
    status: "active",
    subscription: subscription.id,
    test_clock: subscription.test_clock,
    ...nulls(
      "application",
      "canceled_at",
      "completed_at",
      "customer_account",
      "released_at",
      "released_subscription",
    ),
  });
  sandbox.store.change("subscription", subscription.id, { schedule: schedule.id });
  sandbox.emit("subscription_schedule.created", schedule);
  return schedule;
}

/** The wording is as quoted in public: canceled, and attached already (README, "What it refuses as Stripe does"). */
function refuseUnschedulable({ status, ended_at: endedAt, schedule }: Subscription): void {
  const refusal =
    endedAt === null
      ? schedule && `already attached to a schedule: \`${schedule}\``
      : `currently in the \`${status}\` status`;
  if (refusal)
    throw invalid(`You cannot migrate a subscription that is ${refusal}.`, { param: "from_subscription" });
}

function updateSchedule(sandbox: Sandbox, input: Input<typeof update>, id: string): Schedule {
  const before = living(sandbox, id);
  const phases = input.phases ? newPhases(sandbox, before, input.phases) : before.phases;
  const now = sandbox.nowOf(before.customer);
  const current = phases.find((each) => each.start_date <= now && now < each.end_date);
  if (!current) throw invalid("The phases must include the current one.", { param: "phases" });
  return sandbox.store.change("subscription_schedule", id, {
    current_phase: { start_date: current.start_date, end_date: current.end_date },
    end_behavior: input.end_behavior ?? before.end_behavior,
    metadata: mergeMetadata(before.metadata, input.metadata),
    phases,
  });
}

/** Each phase begins where the one before ended; the first keeps its start. */
function newPhases(sandbox: Sandbox, before: Schedule, wanted: PhaseInput[]): Schedule["phases"] {
  let start = before.phases[0]?.start_date ?? sandbox.nowOf(before.customer);
  return wanted.map((each, index) => {
    if (typeof each.start_date === "number" && each.start_date !== start) {
      throw invalid("Phases must be contiguous, and the current phase keeps its start_date.", {
        param: `phases[${index}][start_date]`,
      });
    }
    const end = endOf(sandbox, each, start);
    if (end <= start)
      throw invalid("The phase must end after it starts.", { param: `phases[${index}][end_date]` });
    const { currency = before.phases[0]?.currency } = each;
    const made = newPhase(sandbox, { ...each, ...(currency && { currency }) }, start, end);
    start = end;
    return made;
  });
}

/** Without an end a phase lasts one interval of its first price. */
function endOf(sandbox: Sandbox, wanted: PhaseInput, start: number): number {
  if (wanted.end_date) return wanted.end_date;
  const { duration } = wanted;
  if (duration) return boundary(start, { ...duration, interval_count: duration.interval_count ?? 1 }, 1);
  const price = sandbox.store.find("price", wanted.items[0]?.price);
  return price?.recurring ? boundary(start, price.recurring, 1) : addMonths(start, 1);
}

function newPhase(
  sandbox: Sandbox,
  wanted: Pick<PhaseInput, "items"> & Partial<PhaseInput>,
  start: number,
  end: number,
): Schedule["phases"][number] {
  const prices = wanted.items.map((item) => sandbox.store.get("price", item.price, "phases[items][price]"));
  const currency = wanted.currency?.toLowerCase() ?? prices[0]?.currency ?? "usd";
  for (const [at, price] of prices.entries()) inCurrency(price, currency, `phases[items][${at}][price]`);
  return {
    add_invoice_items: [],
    billing_cycle_anchor: wanted.billing_cycle_anchor ?? null,
    currency,
    default_tax_rates: [],
    discounts: (wanted.discounts ?? []).map((each) => ({
      coupon: each.coupon ?? null,
      discount: each.discount ?? null,
      promotion_code: each.promotion_code ?? null,
    })),
    end_date: end,
    items: prices.map((price, index) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: mergeMetadata({}, wanted.items[index]?.metadata),
      plan: planOf(price).id,
      price: price.id,
      ...(price.recurring?.usage_type === "metered" ? {} : { quantity: wanted.items[index]?.quantity ?? 1 }),
      tax_rates: [],
    })),
    metadata: mergeMetadata({}, wanted.metadata),
    proration_behavior: wanted.proration_behavior ?? "create_prorations",
    start_date: start,
    ...nulls(
      "application_fee_percent",
      "billing_thresholds",
      "collection_method",
      "default_payment_method",
      "description",
      "invoice_settings",
      "on_behalf_of",
      "transfer_data",
      "trial_end",
    ),
  };
}

function living(sandbox: Sandbox, id: string): Schedule {
  const schedule = sandbox.store.get("subscription_schedule", id);
  if (schedule.status !== "active")
    throw invalid(`You cannot change a subscription schedule that is ${schedule.status}.`);
  return schedule;
}
