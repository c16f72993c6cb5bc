import {
  atLeast,
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
import {
  automaticTax,
  billingMode,
  cancellationDetails,
  discounts,
  paymentBehavior,
  prorationBehavior,
  trialSettings,
} from "./shapes.js";

const cancelMoments = oneOf("max_period_end", "min_period_end");

const itemFields = { metadata, price: text, quantity: atLeast(0) };
const shared = {
  automatic_tax: automaticTax,
  collection_method: oneOf("charge_automatically", "send_invoice"),
  days_until_due: atLeast(0),
  default_payment_method: text,
  description: clearable(text),
  discounts,
  metadata,
  off_session: flag,
  payment_behavior: paymentBehavior,
  payment_settings: object({ save_default_payment_method: oneOf("off", "on_subscription") }),
  proration_behavior: prorationBehavior,
  trial_end: either(integer, oneOf("now")),
  trial_settings: trialSettings,
};

export const createInput = object({
  ...shared,
  billing_mode: billingMode,
  cancel_at: either(integer, cancelMoments),
  cancel_at_period_end: flag,
  currency: text,
  customer: required(text),
  items: required(list(object(itemFields))),
  trial_period_days: atLeast(1),
});

export const updateInput = object({
  ...shared,
  billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
  default_payment_method: clearable(text),
  cancel_at: clearable(either(integer, cancelMoments)),
  cancel_at_period_end: flag,
  cancellation_details: cancellationDetails,
  items: list(object({ ...itemFields, id: text, deleted: flag })),
  pause_collection: clearable(
    object({ behavior: required(oneOf("keep_as_draft", "mark_uncollectible", "void")), resumes_at: integer }),
  ),
  proration_date: integer,
});

export type CreateInput = Input<typeof createInput>;
export type UpdateInput = Input<typeof updateInput>;
export type ItemInput = NonNullable<UpdateInput["items"]>[number];
