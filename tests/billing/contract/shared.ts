import type Stripe from "stripe";
import { afterAll, beforeAll } from "vitest";
import { createCustomer } from "@/lib/billing/stripe/customer";
import { type Contract, startContract } from "./world";

let running: Contract | undefined;

/** The Stripe this file of tests speaks to. */
export function contract(): Contract {
  if (!running) throw new Error("the contract has not been started");
  return running;
}

/** Starts it before the tests of this file, and stops it after them. */
export function runContract(): void {
  beforeAll(async () => {
    running = await startContract();
  });
  afterAll(() => running?.stop());
}

/** Ids of what the first parts have made there and the later ones build on. */
export const made = { product: "", base: "", seat: "", metered: "", meter: "" };

export const key = (step: string) => `contract:${contract().run}:${step}`;
export const keyed = (deed: string) => (step: string) => key(`${deed}:${step}`);
export const lookup = (name: string) => `contract_${contract().run}_${name}`;

/** A customer with a card of its own, who has subscribed past our checkout. */
export async function subscribed(card = "pm_card_visa", more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { dashboard } = contract();
  const customer = await createCustomer(
    { tenantId: "contract", name: "Contract", email: null },
    key(`customer:${Math.random()}`),
  );
  const { id: method } = await dashboard.paymentMethods.attach(card, { customer });
  await dashboard.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const subscription = await dashboard.subscriptions.create({
    customer,
    items: [{ price: made.base, quantity: 1 }],
    billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
    ...more,
  });
  return { customer, subscription, method };
}
