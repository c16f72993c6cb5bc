import { DAY, HOUR } from "../billing/calendar.js";
import { aggregate, usageEvents } from "../billing/usage.js";
import { type ApiError, invalid, noSuch } from "../errors.js";
import { listRoute } from "../lists.js";
import { type Input, integer, metadata, object, oneOf, required, text } from "../params.js";
import { listOf } from "../present.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Meter } from "../types.js";

const meterInput = object({
  customer_mapping: object({ event_payload_key: required(text), type: required(oneOf("by_id")) }),
  default_aggregation: required(object({ formula: required(oneOf("count", "last", "sum")) })),
  display_name: required(text),
  event_name: required(text),
  event_time_window: oneOf("day", "hour"),
  value_settings: object({ event_payload_key: required(text) }),
});
const eventInput = object({
  event_name: required(text),
  identifier: text,
  payload: required(metadata),
  timestamp: integer,
});
const adjustmentInput = object({
  event_name: required(text),
  type: required(oneOf("cancel")),
  cancel: object({ identifier: required(text) }),
});
const summaryInput = object({
  customer: required(text),
  start_time: required(integer),
  end_time: required(integer),
  value_grouping_window: oneOf("day", "hour"),
  limit: integer,
});

export const meterRoutes: Route[] = [
  listRoute("/v1/billing/meters", "billing.meter", { status: oneOf("active", "inactive") }),
  route("POST /v1/billing/meters", meterInput, createMeter),
  route("POST /v1/billing/meters/:id/deactivate", object({}), (sandbox, _, id) =>
    setStatus(sandbox, id, "inactive"),
  ),
  route("POST /v1/billing/meters/:id/reactivate", object({}), (sandbox, _, id) =>
    setStatus(sandbox, id, "active"),
  ),
  route("GET /v1/billing/meters/:id/event_summaries", summaryInput, summaries),
  route("POST /v1/billing/meter_events", eventInput, recordEvent),
  route("POST /v1/billing/meter_event_adjustments", adjustmentInput, cancelEvent),
];

function createMeter(sandbox: Sandbox, input: Input<typeof meterInput>): Meter {
  const twin = sandbox.store
    .all("billing.meter")
    .find((each) => each.event_name === input.event_name && each.status === "active");
  if (twin)
    throw invalid("An active meter with this event name already exists.", {
      code: "resource_already_exists",
      param: "event_name",
    });
  const now = sandbox.now();
  const created = sandbox.store.put<"billing.meter">({
    id: sandbox.id("mtr"),
    object: "billing.meter",
    created: now,
    customer_mapping: input.customer_mapping ?? { event_payload_key: "stripe_customer_id", type: "by_id" },
    default_aggregation: input.default_aggregation,
    display_name: input.display_name,
    event_name: input.event_name,
    event_time_window: input.event_time_window ?? null,
    livemode: false,
    status: "active",
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: input.value_settings ?? { event_payload_key: "value" },
  });
  sandbox.emit("billing.meter.created", created);
  return created;
}

function setStatus(sandbox: Sandbox, id: string, status: "active" | "inactive"): Meter {
  const deactivated_at = status === "inactive" ? sandbox.now() : null;
  return sandbox.store.change("billing.meter", id, { status, status_transitions: { deactivated_at } });
}

/** Accepts 35 days back and 5 minutes ahead; an identifier is unique for 24 hours. */
function recordEvent(sandbox: Sandbox, input: Input<typeof eventInput>): object {
  const meter = sandbox.store
    .all("billing.meter")
    .find((each) => each.event_name === input.event_name && each.status === "active");
  if (!meter) throw noMeter(input.event_name);
  const customer = customerOf(sandbox, input.payload[meter.customer_mapping.event_payload_key]);
  const now = sandbox.nowOf(customer);
  const timestamp = input.timestamp ?? now;
  if (timestamp < now - 35 * DAY)
    throw invalid("The timestamp is too far in the past: events are accepted for 35 days.", {
      code: "timestamp_too_far_in_past",
      param: "timestamp",
    });
  if (timestamp > now + 300)
    throw invalid("The timestamp is more than 5 minutes in the future.", {
      code: "timestamp_in_future",
      param: "timestamp",
    });
  const value = usageValue(input.payload[meter.value_settings.event_payload_key], meter);
  const identifier = input.identifier ?? sandbox.id("mev");
  refuseRepeat(sandbox, identifier);
  const receivedAt = sandbox.now();
  sandbox.store.put<"_usage">({
    id: identifier,
    object: "_usage",
    meterEvent: input.event_name,
    customer,
    value,
    timestamp,
    receivedAt,
  });
  return {
    object: "billing.meter_event",
    created: now,
    event_name: input.event_name,
    identifier,
    livemode: false,
    payload: input.payload,
    timestamp,
  };
}

/** The payload must name a customer there is (codes: docs, recording-usage-api, error events). */
function customerOf(sandbox: Sandbox, id: string | undefined): string {
  if (!id)
    throw invalid("The meter event's payload names no customer.", {
      code: "meter_event_no_customer_defined",
      param: "payload",
    });
  if (!sandbox.store.find("customer", id))
    throw invalid(`No such customer: '${id}'`, { code: "meter_event_customer_not_found", param: "payload" });
  return id;
}

/** A count is an event, whatever its value; the others need a number of 15 digits at most, which may be negative. */
function usageValue(given: string | undefined, { default_aggregation: { formula } }: Meter): number {
  if (formula === "count" && given === undefined) return 1;
  if (given === undefined || !/^-?\d+(\.\d+)?$/.test(given))
    throw invalid("The value in the event payload must be a number.", {
      code: "meter_event_invalid_value",
      param: "payload",
    });
  if (given.replaceAll(/^-?0*|\./g, "").length > 15)
    throw invalid(`The value in the event payload can have at most 15 digits. Received ${given}.`, {
      code: "meter_event_value_too_many_digits",
      param: "payload",
    });
  return Number(given);
}

function refuseRepeat(sandbox: Sandbox, identifier: string): void {
  const earlier = sandbox.store.find("_usage", identifier);
  if (earlier && sandbox.now() - earlier.receivedAt < DAY) {
    throw invalid(`An event already exists with identifier ${identifier}.`, {
      code: "resource_already_exists",
      param: "identifier",
    });
  }
}

function cancelEvent(sandbox: Sandbox, input: Input<typeof adjustmentInput>): object {
  const identifier = input.cancel?.identifier ?? "";
  const event = sandbox.store.find("_usage", identifier);
  if (!event) throw noSuch("meter event", identifier, "cancel[identifier]");
  if (sandbox.now() - event.receivedAt > DAY)
    throw invalid("Meter events can be cancelled within 24 hours of being received.");
  sandbox.store.remove("_usage", identifier);
  return {
    object: "billing.meter_event_adjustment",
    cancel: { identifier },
    event_name: input.event_name,
    livemode: false,
    status: "complete",
    type: "cancel",
  };
}

/** Summaries trail what was received, as the real ones do. */
function summaries(sandbox: Sandbox, input: Input<typeof summaryInput>, id: string): object {
  const meter = sandbox.store.get("billing.meter", id);
  const { start_time: start, end_time: end } = input;
  if (start % 60 !== 0 || end % 60 !== 0)
    throw invalid("start_time and end_time must align with minute boundaries.");
  const known = usageEvents(sandbox, meter.event_name, input.customer).filter(
    (event) => event.receivedAt <= sandbox.now() - sandbox.settings.meterLagMs / 1000,
  );
  const step =
    input.value_grouping_window === "hour" ? HOUR : input.value_grouping_window === "day" ? DAY : end - start;
  const data: object[] = [];
  for (let from = start; from < end; from += step) {
    const events = known.filter((event) => event.timestamp >= from && event.timestamp < from + step);
    if (events.length === 0) continue;
    data.unshift({
      id: `mtrusg_${id.slice(-8)}_${from}`,
      object: "billing.meter_event_summary",
      aggregated_value: aggregate(events, meter.default_aggregation.formula),
      end_time: Math.min(end, from + step),
      livemode: false,
      meter: id,
      start_time: from,
    });
  }
  return listOf(data, `/v1/billing/meters/${id}/event_summaries`);
}

function noMeter(eventName: string): ApiError {
  return invalid(`No active meter found for event name ${eventName}.`, {
    code: "resource_missing",
    param: "event_name",
  });
}
