import { DAY } from "../billing/calendar.js";
import { type ApiError, invalid } from "../errors.js";

const LONGEST_TRIAL_DAYS = 730;

interface Terms {
  trial_end?: number | "now";
  trial_period_days?: number;
  cancel_at?: number | "max_period_end" | "min_period_end" | null;
  cancel_at_period_end?: boolean;
}

/** Moments that a subscription cannot have: a trial or an end in the past, and a trial of more than two years. */
export function refuseBadTerms(input: Terms, now: number): void {
  const { trial_end: trialEnd, trial_period_days: trialDays, cancel_at: cancelAt } = input;
  if (trialEnd !== undefined && trialDays !== undefined)
    throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.");
  if (typeof trialEnd === "number") {
    if (trialEnd <= now) throw pastTimestamp("trial_end");
    if (trialEnd > now + (LONGEST_TRIAL_DAYS + 1) * DAY) throw longTrial("trial_end");
  }
  if (trialDays !== undefined && trialDays > LONGEST_TRIAL_DAYS) throw longTrial("trial_period_days");
  if (typeof cancelAt === "number" && cancelAt <= now) throw pastTimestamp("cancel_at");
  if (cancelAt && input.cancel_at_period_end)
    throw invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.");
}

/** An invoice that is sent has a day to be paid by (d.ts: SubscriptionCreateParams.days_until_due). */
export function refuseWithoutDays(input: { days_until_due?: number }): void {
  if (input.days_until_due !== undefined) return;
  throw invalid(
    "If `collection_method` is `send_invoice`, you must pass `days_until_due`, the number of days a customer has to pay.",
    { code: "parameter_missing", param: "days_until_due" },
  );
}

/** The sentence is as stripe-ruby-mock/stripe-ruby-mock quotes it (spec/shared_stripe_examples/customer_examples.rb). */
function pastTimestamp(param: string): ApiError {
  return invalid("Invalid timestamp: must be an integer Unix timestamp in the future", { param });
}

/** Two years from now, whatever the documentation says of the anchor (stripe/stripe-ruby#804). */
function longTrial(param: string): ApiError {
  return invalid("The maximum number of trial period days is 730 (2 years).", { param });
}
