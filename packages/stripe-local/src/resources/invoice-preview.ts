import { cancelNow } from "../billing/canceling.js";
import { pendingItems } from "../billing/invoicing.js";
import { pauseSubscription, resumeSubscription } from "../billing/pausing.js";
import { enterNextPhase } from "../billing/phases.js";
import { endTrial, renew } from "../billing/renewing.js";
import { invalid } from "../errors.js";
import {
  clearable,
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
import { EMBEDDED } from "../present.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, Subscription } from "../types.js";
import { refuseSecondCurrency } from "./customer-currency.js";
import { automaticTax, discounts, given, prorationBehavior } from "./shapes.js";
import { createSubscription } from "./subscription-create.js";
import { pauseInput, pauseOptions } from "./subscription-pause.js";
import { updateSubscription } from "./subscriptions.js";

export const previewInput = object({
  automatic_tax: automaticTax,
  currency: text,
  customer: text,
  discounts,
  preview_mode: oneOf("next", "recurring"),
  schedule: text,
  subscription: text,
  subscription_details: object({
    billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
    cancel_at: clearable(either(integer, oneOf("max_period_end", "min_period_end"))),
    cancel_at_period_end: flag,
    cancel_now: flag,
    items: list(object({ deleted: flag, id: text, metadata, price: text, quantity: integer })),
    pause: pauseInput,
    proration_behavior: prorationBehavior,
    proration_date: integer,
    resume_at: oneOf("now"),
    trial_end: either(integer, oneOf("now")),
  }),
});
type PreviewInput = Input<typeof previewInput>;
type Details = NonNullable<PreviewInput["subscription_details"]>;

/** Does the change for real, keeps the invoice it makes and undoes everything: a preview cannot disagree. */
export function previewInvoice(sandbox: Sandbox, input: PreviewInput): Invoice {
  const preview = sandbox.store.rehearse(() => previewOf(sandbox, rehearsedInvoice(sandbox, input)));
  const lines = preview.lines.data;
  // Only what the answer does not hold has to be kept: a preview leaves nothing else behind.
  if (lines.length > EMBEDDED) sandbox.store.put<"_preview">({ id: preview.id, object: "_preview", lines });
  return preview;
}

function previewOf(sandbox: Sandbox, made: string): Invoice {
  const { number: _, ...invoice } = sandbox.store.get("invoice", made);
  const id = invoice.id.replace("in_", "upcoming_in_");
  return {
    ...invoice,
    id,
    number: null,
    status: "draft",
    amount_remaining: invoice.amount_due,
    lines: { ...invoice.lines, url: `/v1/invoices/${id}/lines` },
  };
}

function rehearsedInvoice(sandbox: Sandbox, input: PreviewInput): string {
  if (input.schedule) return scheduledInvoice(sandbox, input);
  if (!input.subscription) return firstInvoice(sandbox, input);
  const before = sandbox.store.get("subscription", input.subscription, "subscription");
  refuseSecondCurrency(
    sandbox,
    sandbox.store.get("customer", before.customer),
    input.currency?.toLowerCase() ?? before.currency,
  );
  const details = input.subscription_details ?? {};
  applyDetails(sandbox, before, input, details);
  const after = sandbox.store.get("subscription", before.id);
  const madeNow = after.latest_invoice !== before.latest_invoice ? after.latest_invoice : null;
  if (madeNow && input.preview_mode !== "recurring") return madeNow;
  return nextRenewal(sandbox, after, input.preview_mode === "recurring");
}

/** What a schedule bills next: where its phase ends first, by the terms of the one after. */
function scheduledInvoice(
  sandbox: Sandbox,
  { schedule: id, subscription, preview_mode }: PreviewInput,
): string {
  if (subscription) throw invalid("You may only specify one of these parameters: schedule, subscription.");
  const schedule = sandbox.store.get("subscription_schedule", id ?? "", "schedule");
  const scheduled = sandbox.store.get("subscription", schedule.subscription ?? "", "schedule");
  return nextRenewal(sandbox, scheduled, preview_mode === "recurring", schedule.id);
}

function applyDetails(sandbox: Sandbox, before: Subscription, input: PreviewInput, details: Details): void {
  const { pause: pausing, resume_at, cancel_now, ...change } = details;
  const { proration_behavior: proration } = details;
  if (pausing) {
    pauseSubscription(sandbox, before.id, { ...pauseOptions(pausing), invoicing: "invoice" });
  } else if (resume_at) {
    const anchor = details.billing_cycle_anchor?.type ?? "now";
    const resumption = {
      anchor,
      payment: "resume_on_payment_success",
      proration: proration ?? "create_prorations",
    } as const;
    resumeSubscription(sandbox, before.id, resumption);
  } else if (cancel_now) {
    cancelNow(sandbox, before.id, { prorate: proration !== "none", invoiceNow: true });
  } else if (Object.keys(change).length > 0 || input.discounts || input.automatic_tax) {
    const { discounts, automatic_tax } = input;
    const extras = given({ discounts, automatic_tax });
    updateSubscription(sandbox, { ...change, ...extras, payment_behavior: "default_incomplete" }, before.id);
  }
}

/** Looks ahead to the end of the period; the recurring view leaves one-off and prorated items out. */
function nextRenewal(
  sandbox: Sandbox,
  subscription: Subscription,
  isRecurringOnly: boolean,
  schedule: string | null = null,
): string {
  if (subscription.ended_at !== null || subscription.status === "paused" || subscription.cancel_at !== null) {
    throw invalid("No upcoming invoices for customer: the subscription will not renew.", {
      code: "invoice_upcoming_none",
    });
  }
  if (isRecurringOnly) {
    for (const item of pendingItems(sandbox, subscription.customer, subscription.id))
      sandbox.store.remove("invoiceitem", item.id);
  }
  const isTrial = subscription.status === "trialing" && subscription.trial_end;
  const at = isTrial
    ? subscription.trial_end
    : Math.min(...subscription.items.data.map((item) => item.current_period_end));
  // The preview of a trial's end assumes that a card will be there.
  sandbox.store.change("subscription", subscription.id, { trial_settings: null });
  sandbox.at(sandbox.clockOf(subscription.customer), at ?? 0, () => {
    if (isTrial) endTrial(sandbox, subscription.id);
    else renewBySchedule(sandbox, subscription.id, schedule, at ?? 0);
  });
  return sandbox.store.get("subscription", subscription.id).latest_invoice ?? "";
}

/** The next phase comes first where this one ends then; one that begins a new cycle has billed it already. */
function renewBySchedule(sandbox: Sandbox, id: string, scheduleId: string | null, at: number): void {
  const schedule = sandbox.store.find("subscription_schedule", scheduleId);
  if (schedule?.current_phase && schedule.current_phase.end_date <= at) enterNextPhase(sandbox, schedule.id);
  const { data } = sandbox.store.get("subscription", id).items;
  if (data.some((item) => item.current_period_end <= at)) renew(sandbox, id);
}

function firstInvoice(sandbox: Sandbox, input: PreviewInput): string {
  const { items = [], trial_end } = input.subscription_details ?? {};
  const customer = sandbox.store.get("customer", input.customer ?? "", "customer");
  const created = createSubscription(sandbox, {
    customer: customer.id,
    ...(input.currency ? { currency: input.currency } : {}),
    items: items.map(({ price, quantity }) => ({ price, quantity })),
    payment_behavior: "default_incomplete",
    ...(input.discounts ? { discounts: input.discounts } : {}),
    ...(input.automatic_tax ? { automatic_tax: input.automatic_tax } : {}),
    ...(trial_end === undefined ? {} : { trial_end }),
  });
  return created.latest_invoice ?? "";
}
