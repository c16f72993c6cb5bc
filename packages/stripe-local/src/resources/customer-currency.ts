import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer } from "../types.js";

/**
 * A customer pays in one currency, also while a checkout in another one is open. The sentence is quoted in public code that
 * handles it. That the currency outlasts what it came from is an assumption, on the strict side.
 */
export function refuseSecondCurrency(sandbox: Sandbox, customer: Customer, wanted: string): void {
  const held = customer.currency ?? openCheckoutCurrency(sandbox, customer.id) ?? wanted;
  if (held === wanted) return;
  throw invalid(
    `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, invoice item or active subscription mode checkout session with currency ${held}.`,
  );
}

function openCheckoutCurrency(sandbox: Sandbox, customer: string): string | undefined {
  const open = sandbox.store
    .where("checkout.session", "customer", customer)
    .find(({ status }) => status === "open");
  return open?.currency ?? undefined;
}
