import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { meterWorkspace } from "@/lib/billing/metered/meter-workspace";
import { syncNow } from "@/lib/billing/sync/sync";
import type { Interval, PlanId } from "@/lib/entitlements/plans";
import { clock, hours } from "@/lib/platform/clock";
import { ingest } from "@/lib/usage/record-usage";
import { event } from "../usage/support";
import { type LocalBilling, payingWorkspace } from "./local-billing";

type Terms = { plan: PlanId; interval: Interval; extraSeats?: number };

/** Workspaces whose use is billed, and the time they live in, which is Stripe's and ours alike. */
export function meteredBy(billing: LocalBilling) {
  const settle = (payer: Payer) => settleMetering(billing, payer);

  /** Subscribed past our checkout: with the overage where the plan is monthly, as our checkout does it. */
  async function subscribed({ plan, interval, extraSeats = 0 }: Terms, more: Created = {}) {
    const acme = await payingWorkspace();
    const { dashboard } = billing;
    const prices = await findPriceIds(plan, interval);
    if (!prices?.overage) throw new Error("no prices");
    const customer = acme.customerId;
    const card = await dashboard.paymentMethods.attach("pm_card_visa", { customer });
    const { id } = await dashboard.subscriptions.create({
      customer,
      default_payment_method: card.id,
      items: [
        { price: prices.base },
        ...(extraSeats > 0 ? [{ price: prices.seat, quantity: extraSeats }] : []),
        ...(interval === "monthly" ? [{ price: prices.overage }] : []),
      ],
      ...more,
    });
    const made = { ...acme, subscriptionId: id };
    await settle(made);
    return made;
  }

  /** Moves Stripe's clock and then ours to the same second, or to the next: what is used now is never before its period. */
  function pass(step: { days: number } | { to: number }) {
    const { control } = billing.local.emulator;
    control.advance(step);
    clock.shift((control.now() + 1) * 1_000 - clock.now().getTime());
  }

  /** Past the end of the usage period, into the hour in which the renewal is a draft, and past that. */
  async function toRenewal(acme: Payer) {
    const until = (await usagePeriodEnd(acme)).getTime() + hours(0.25);
    pass({ to: Math.floor(until / 1_000) });
    await settle(acme);
    pass({ days: 1 });
    await settle(acme);
  }

  return { subscribed, settle, pass, toRenewal };
}

type Created = Partial<Stripe.SubscriptionCreateParams>;
type Payer = { id: string; customerId: string };

/** What the jobs do after a sync, twice: the first adds the item where there is none. */
async function settleMetering(billing: LocalBilling, { id, customerId }: Payer) {
  for (let n = 0; n < 2; n++) {
    await billing.settle();
    await syncNow(customerId);
    await meterWorkspace(id);
  }
}

let serial = 0;
export const use = (tenantId: string, calls: number) =>
  ingest(tenantId, [event({ id: `use-${++serial}`, metric: "apiCalls", value: calls })]);

export async function usagePeriodEnd(acme: { id: string }): Promise<Date> {
  const { usagePeriodEnd: end } = await subscriptionOf(acme);
  if (!end) throw new Error("no period");
  return end;
}

export async function subscriptionOf({ id }: { id: string }) {
  const [row] = await withPlatform((db) =>
    db.select().from(billingSubscriptions).where(eq(billingSubscriptions.tenantId, id)),
  );
  if (!row) throw new Error("no subscription");
  return row;
}
