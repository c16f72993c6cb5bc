import type { PauseOptions } from "../billing/pausing.js";
import { type Input, object, oneOf, required } from "../params.js";

export const pauseInput = object({
  bill_for: object({
    outstanding_usage_through: object({ type: required(oneOf("now", "none")) }),
    unused_time_from: object({ type: required(oneOf("now", "item_current_period_start", "none")) }),
  }),
  invoicing_behavior: oneOf("invoice", "pending_invoice_item"),
  type: oneOf("subscription"),
});

export function pauseOptions({ bill_for, invoicing_behavior }: Input<typeof pauseInput>): PauseOptions {
  return {
    unusedTimeFrom: bill_for?.unused_time_from?.type ?? "now",
    usageThrough: bill_for?.outstanding_usage_through?.type ?? "now",
    invoicing: invoicing_behavior ?? "pending_invoice_item",
  };
}
