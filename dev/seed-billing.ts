import { billingCustomers } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { syncNow } from "@/lib/billing/sync/sync";

interface Payer {
  tenantId: string;
  name: string;
  email: string;
  /** The catalogue's name of the price, such as `business_base_annual`. */
  lookupKey: string;
}

/** Keeps the local Stripe from telling of `work`: the app is only starting, and what is seeded is synced at once. */
export async function withoutWebhooks(work: () => Promise<void>): Promise<void> {
  if (!process.env.STRIPE_API_URL) return work();
  await deliver("drop");
  await work().finally(() => deliver("deliver"));
}

async function deliver(mode: "drop" | "deliver"): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetch(`${process.env.STRIPE_API_URL}/_emu/webhooks`, {
    method: "POST",
    headers,
    body: JSON.stringify({ mode }),
  });
}

/** Makes a workspace a paying customer the way the world does: at Stripe, and then by a sync. */
export async function seedSubscription({ tenantId, name, email, lookupKey }: Payer): Promise<void> {
  const customer = await stripe("customers", { name, email, "metadata[tenant_id]": tenantId });
  const card = await stripe("payment_methods/pm_card_visa/attach", { customer: customer.id });
  await stripe(`customers/${customer.id}`, { "invoice_settings[default_payment_method]": card.id });
  const prices = await stripe(`prices?lookup_keys[0]=${lookupKey}`);
  await stripe("subscriptions", {
    customer: customer.id,
    "items[0][price]": prices.data?.[0]?.id ?? "",
    "billing_mode[type]": "flexible",
    "metadata[tenant_id]": tenantId,
  });
  await withPlatform((db) =>
    db
      .insert(billingCustomers)
      .values({ tenantId, stripeCustomerId: customer.id, email })
      .onConflictDoNothing(),
  );
  if (!(await syncNow(customer.id))) throw new Error(`the demo subscription of ${name} did not come through`);
}

interface Answer {
  id: string;
  data?: { id: string }[];
}

async function stripe(path: string, fields?: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${process.env.STRIPE_API_URL}/v1/${path}`, {
    method: fields ? "POST" : "GET",
    headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` },
    body: fields && new URLSearchParams(fields),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`the local Stripe refused ${path}: ${JSON.stringify(body)}`);
  return body;
}
