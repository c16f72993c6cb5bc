import {
  anyText,
  clearable,
  flag,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
} from "../params.js";
import type { Address } from "../types.js";

/** Parameter shapes that several resources share. */
export const address = object({
  city: anyText,
  country: anyText,
  line1: anyText,
  line2: anyText,
  postal_code: anyText,
  state: anyText,
});

export const automaticTax = object({ enabled: required(flag), liability: object({ type: text }) });
export const discounts = clearable(list(object({ coupon: text, discount: text, promotion_code: text })));
export const cancellationDetails = object({ comment: clearable(text), feedback: clearable(text) });
export const period = object({ start: required(integer), end: required(integer) });
export const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");
export const paymentBehavior = oneOf(
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
);
export const trialSettings = object({
  end_behavior: required(
    object({ missing_payment_method: required(oneOf("cancel", "create_invoice", "pause")) }),
  ),
});
export const billingMode = object({
  type: required(oneOf("classic", "flexible")),
  flexible: object({ proration_discounts: oneOf("included", "itemized") }),
});
export { metadata };

export function fullAddress(given: Partial<Address> | null | undefined): Address | null {
  if (!given) return null;
  const blank: Address = {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  };
  const filled = Object.entries(given).filter(([, value]) => value !== "");
  return { ...blank, ...Object.fromEntries(filled) };
}

/** Merges as Stripe does: an empty value removes its key, an empty map removes them all. */
export function mergeMetadata(
  before: Record<string, string> | null,
  given: Record<string, string> | undefined,
): Record<string, string> {
  if (given === undefined) return before ?? {};
  if (Object.keys(given).length === 0) return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ""));
}

/** Keeps only what was given, so that an update leaves the other fields alone. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return asGiven<T>(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** Filtering undefined out is exactly what the return type says, and `Object.fromEntries` forgets. */
function asGiven<T extends object>(fields: object): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return fields as { [K in keyof T]?: Exclude<T[K], undefined> };
}
