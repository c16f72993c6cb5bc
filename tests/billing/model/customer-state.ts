import type Stripe from "stripe";
import type { World } from "./world";

/** What Stripe says of one customer before something happens to them. */
export interface CustomerState {
  customer: string;
  /** The newest subscription that has not ended. */
  subscription: Stripe.Subscription | null;
  card: string | null;
}

/** Null when the customer was deleted. */
export async function stateOf({ stripe }: World, customer: string): Promise<CustomerState | null> {
  const found = await stripe.customers.retrieve(customer);
  if (found.deleted) return null;
  const { data } = await stripe.subscriptions.list({ customer, status: "all", limit: 1 });
  const [newest] = data;
  const method = found.invoice_settings.default_payment_method;
  return {
    customer,
    subscription: newest && newest.ended_at === null ? newest : null,
    card: typeof method === "string" ? method : null,
  };
}

export function itemsOf(subscription: Stripe.Subscription) {
  const { data } = subscription.items;
  const kinds = (kind: string) => data.find(({ price }) => price.lookup_key?.includes(`_${kind}_`));
  return { base: kinds("base") ?? data[0], seat: kinds("seat"), overage: kinds("overage") };
}

export function idOf(given: string | { id: string } | null): string {
  return typeof given === "string" ? given : (given?.id ?? "");
}
