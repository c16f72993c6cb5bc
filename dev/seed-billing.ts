import { billingAccounts } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { meterWorkspace } from "@/lib/billing/metered/meter-workspace";
import { syncNow } from "@/lib/billing/sync/sync";
import type { PlanId } from "@/lib/entitlements/plans";

interface BillingAccount {
  tenantId: string;
  name: string;
  email: string;
  plan: PlanId;
  /** How long they have been paying, at a Stripe that nobody has used before; at another they begin today. */
  sinceDays: number;
}

/** Keeps the local Stripe from telling of `work`, now or later: the app is not there yet, and what is seeded is synced at once. */
export async function withoutWebhooks(work: () => Promise<void>): Promise<void> {
  if (!process.env.STRIPE_API_URL) return work();
  await control("webhooks", { mode: "off" });
  await work().finally(() => control("webhooks", { mode: "deliver" }));
}

/** Makes a workspace a paying customer the way the world does: at Stripe, some time ago, and then by a sync. */
export async function seedSubscription(account: BillingAccount): Promise<void> {
  const { data: subscriptions } = await stripe("subscriptions?status=all&limit=1");
  const isUnused = subscriptions?.length === 0;
  if (isUnused) await control("begin", { daysAgo: account.sinceDays });
  const customerId = await subscribe(account).finally(() =>
    isUnused ? control("clock", { days: account.sinceDays }) : undefined,
  );
  if (!(await syncNow(customerId)))
    throw new Error(`the demo subscription of ${account.name} did not come through`);
  await meterWorkspace(account.tenantId);
}

async function subscribe({ tenantId, name, email, plan }: BillingAccount): Promise<string> {
  const customer = await stripe("customers", { name, email, "metadata[tenant_id]": tenantId });
  const card = await stripe("payment_methods/pm_card_visa/attach", { customer: customer.id });
  await stripe(`customers/${customer.id}`, { "invoice_settings[default_payment_method]": card.id });
  await stripe("subscriptions", {
    customer: customer.id,
    "items[0][price]": await priceId(`${plan}_base_annual`),
    "items[1][price]": await priceId(`${plan}_overage_monthly`),
    "billing_mode[type]": "flexible",
    "metadata[tenant_id]": tenantId,
  });
  await withPlatform((db) =>
    db
      .insert(billingAccounts)
      .values({ tenantId, stripeCustomerId: customer.id, email })
      .onConflictDoNothing(),
  );
  return customer.id;
}

async function priceId(lookupKey: string): Promise<string> {
  const { data } = await stripe(`prices?lookup_keys[0]=${lookupKey}`);
  return data?.[0]?.id ?? "";
}

/** Asks the local Stripe for what no real one does. */
async function control(verb: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const url = `${process.env.STRIPE_API_URL}/_emu/${verb}`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the local Stripe refused ${verb}: ${await answer.text()}`);
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
