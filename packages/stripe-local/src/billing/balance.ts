import type { Sandbox } from "../sandbox.js";
import type { BalanceTransaction } from "../types.js";

/** Moves a customer's balance and writes down why. Negative is credit the customer has with us. */
export function postBalance(
  sandbox: Sandbox,
  customerId: string,
  amount: number,
  type: BalanceTransaction["type"],
  source: { invoice?: string; creditNote?: string; description?: string } = {},
): BalanceTransaction {
  const customer = sandbox.store.get("customer", customerId);
  const balance = customer.balance + amount;
  sandbox.store.change("customer", customerId, { balance });
  return sandbox.store.put<"customer_balance_transaction">({
    id: sandbox.id("cbtxn"),
    object: "customer_balance_transaction",
    amount,
    checkout_session: null,
    created: sandbox.nowOf(customerId),
    credit_note: source.creditNote ?? null,
    currency: customer.currency ?? "usd",
    customer: customerId,
    customer_account: null,
    description: source.description ?? null,
    ending_balance: balance,
    invoice: source.invoice ?? null,
    livemode: false,
    metadata: {},
    type,
  });
}
