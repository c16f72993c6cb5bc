import { cancelNow } from "../billing/canceling.js";
import { changeSubscription } from "../billing/changing.js";
import { announceRemoval, setDiscounts } from "../billing/discounts.js";
import { pauseSubscription, resumeSubscription } from "../billing/pausing.js";
import { taxRateFor } from "../billing/tax.js";
import { invalid, noSuch } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { flag, integer, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Subscription } from "../types.js";
import { cancellationDetails, prorationBehavior } from "./shapes.js";
import { createSubscription } from "./subscription-create.js";
import { createInput, type UpdateInput, updateInput } from "./subscription-inputs.js";
import { appliedItems, blankDetails, patchOf } from "./subscription-patch.js";
import { pauseInput, pauseOptions } from "./subscription-pause.js";
import { refuseBadTerms, refuseWithoutDays } from "./subscription-terms.js";

const cancelInput = object({ cancellation_details: cancellationDetails, invoice_now: flag, prorate: flag });
const resumeInput = object({
  billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
  payment_behavior: oneOf("resume_on_payment_attempt", "resume_on_payment_success"),
  proration_behavior: prorationBehavior,
  proration_date: integer,
});

export const subscriptionRoutes: Route[] = [
  retrieveRoute("/v1/subscriptions", "subscription"),
  listRoute(
    "/v1/subscriptions",
    "subscription",
    { customer: text, price: text, status: text, test_clock: text, collection_method: text },
    keeps,
  ),
  route("POST /v1/subscriptions", createInput, createSubscription),
  route("POST /v1/subscriptions/:id", updateInput, updateSubscription),
  route("DELETE /v1/subscriptions/:id", cancelInput, (sandbox, input, id) => {
    const before = sandbox.store.get("subscription", id);
    const details = { ...before.cancellation_details, ...input.cancellation_details };
    sandbox.store.change("subscription", id, { cancellation_details: blankDetails(details) });
    cancelNow(sandbox, id, { prorate: input.prorate ?? false, invoiceNow: input.invoice_now ?? false });
    return sandbox.store.get("subscription", id);
  }),
  route("POST /v1/subscriptions/:id/pause", pauseInput, (sandbox, input, id) => {
    pauseSubscription(sandbox, id, pauseOptions(input));
    return sandbox.store.get("subscription", id);
  }),
  route("POST /v1/subscriptions/:id/resume", resumeInput, (sandbox, input, id) => {
    resumeSubscription(sandbox, id, {
      anchor: input.billing_cycle_anchor?.type ?? "now",
      ...(input.proration_date === undefined ? {} : { prorationDate: input.proration_date }),
      payment: input.payment_behavior ?? "resume_on_payment_attempt",
      proration: input.proration_behavior ?? "create_prorations",
    });
    return sandbox.store.get("subscription", id);
  }),
  route("DELETE /v1/subscriptions/:id/discount", object({}), (sandbox, _, id) => {
    const [discount] = sandbox.store.get("subscription", id).discounts;
    if (!discount) throw noSuch("discount", id);
    setDiscounts(sandbox, id, []);
    return { id: discount, object: "discount", deleted: true };
  }),
];

/** Reads an update as one change and carries it out; previews use it too. */
export function updateSubscription(sandbox: Sandbox, input: UpdateInput, id: string): Subscription {
  const before = sandbox.store.get("subscription", id);
  const isHarmless = Object.keys(input).every((key) => ["metadata", "cancellation_details"].includes(key));
  if (before.ended_at !== null && !isHarmless) {
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.", {
      code: "invalid_canceled_subscription_fields",
    });
  }
  refuseWhilePending(before, input);
  refuseUnderSchedule(before, input);
  refuseDatedRestart(input);
  refuseBadTerms(input, sandbox.nowOf(before.customer));
  if (input.collection_method === "send_invoice" && !before.days_until_due) refuseWithoutDays(input);
  if (input.automatic_tax?.enabled) taxRateFor(sandbox.store.get("customer", before.customer));
  changeSubscription(sandbox, id, {
    patch: patchOf(sandbox, before, input),
    ...(input.items ? { items: appliedItems(sandbox, before, input.items) } : {}),
    ...(input.billing_cycle_anchor ? { anchor: input.billing_cycle_anchor.type } : {}),
    ...(input.trial_end === undefined ? {} : { trialEnd: input.trial_end }),
    ...(input.proration_date === undefined ? {} : { prorationDate: input.proration_date }),
    prorationBehavior: input.proration_behavior ?? "create_prorations",
    paymentBehavior: input.payment_behavior ?? "allow_incomplete",
  });
  const after = sandbox.store.get("subscription", id);
  for (const gone of before.discounts) if (!after.discounts.includes(gone)) announceRemoval(sandbox, gone);
  return after;
}

const PENDING_SUPPORTED = new Set([
  "billing_cycle_anchor",
  "cancel_at_period_end",
  "discounts",
  "items",
  "metadata",
  "off_session",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "trial_end",
]);

function refuseWhilePending(before: Subscription, input: UpdateInput): void {
  if (input.payment_behavior !== "pending_if_incomplete") return;
  const unsupported = Object.keys(input).filter((key) => !PENDING_SUPPORTED.has(key));
  if (unsupported.length === 0 && before.status !== "incomplete") return;
  throw invalid(
    unsupported.length > 0
      ? `When \`payment_behavior\` is set to \`pending_if_incomplete\`, you cannot pass ${unsupported.join(", ")}.`
      : "An incomplete subscription cannot have a pending update.",
    { param: unsupported[0] ?? "payment_behavior" },
  );
}

/** Under a schedule it is the schedule that says when the subscription ends (laravel/cashier-stripe#1748). */
function refuseUnderSchedule({ schedule }: Subscription, input: UpdateInput): void {
  if (!schedule || (input.cancel_at === undefined && input.cancel_at_period_end === undefined)) return;
  throw invalid(
    `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
}

/** A cycle that starts over does so now, in a preview too, where gitroomhq/postiz-app#1904 met the sentence. */
function refuseDatedRestart({ billing_cycle_anchor: anchor, proration_date: date }: UpdateInput): void {
  if (anchor?.type !== "now" || date === undefined) return;
  throw invalid("You cannot specify `proration_date` when `billing_cycle_anchor=now`.", {
    param: "proration_date",
  });
}

function keeps(subscription: Subscription, filter: Record<string, unknown>): boolean {
  const { customer, price, status, test_clock: clock, collection_method: method } = filter;
  return (
    (customer === undefined || subscription.customer === customer) &&
    (clock === undefined || subscription.test_clock === clock) &&
    (method === undefined || subscription.collection_method === method) &&
    (price === undefined || subscription.items.data.some((item) => item.price.id === price)) &&
    hasStatus(subscription, status)
  );
}

/** Without a status the list leaves ended subscriptions out. */
function hasStatus(subscription: Subscription, status: unknown): boolean {
  if (status === "all") return true;
  if (status === "ended") return ["canceled", "incomplete_expired"].includes(subscription.status);
  return status === undefined ? subscription.status !== "canceled" : subscription.status === status;
}
