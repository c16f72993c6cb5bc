import { setTimeout as delay } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import type Stripe from "stripe";
import type { z } from "zod";
import { billingAccounts, memberships, type PlannedItems } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import type { previewChangeInput } from "@/lib/billing/schema";
import { syncNow } from "@/lib/billing/sync/sync";
import { workspace } from "../../support/world";
import type { LocalBilling } from "../local-billing";

type Created = Partial<Stripe.SubscriptionCreateParams> & { card?: string | null; country?: string };

/** Monthly Professional without further seats, unless something else is named. */
const professional: PlannedItems = { plan: "professional", interval: "monthly", extraSeats: 0 };

/** A subscribed workspace whose payer lives by a clock of their own at Stripe, which starts at `startsAt`. */
export async function timedWorkspace(
  billing: LocalBilling,
  startsAt: string,
  terms: Partial<PlannedItems> = {},
  { card = "pm_card_visa", country = "US", ...more }: Created = {},
) {
  const { dashboard } = billing;
  const acme = await smallWorkspace();
  const clock = await dashboard.testHelpers.testClocks.create({ frozen_time: secondsOf(startsAt) });
  const { id: customerId } = await dashboard.customers.create({
    name: "Acme",
    test_clock: clock.id,
    address: { country },
  });
  await withPlatform((db) =>
    db.insert(billingAccounts).values({ tenantId: acme.id, stripeCustomerId: customerId }),
  );
  const payer = { ...acme, customerId };
  if (card) await giveCard(billing, payer, card);
  const subscription = await dashboard.subscriptions.create({
    customer: customerId,
    items: await itemsOf({ ...professional, ...terms }),
    billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
    ...more,
  });
  await syncNow(customerId);
  return {
    ...payer,
    subscriptionId: subscription.id,
    /** Moves the payer's clock, with everything that falls due on the way, and reads back what came of it. */
    async to(moment: string) {
      await dashboard.testHelpers.testClocks.advance(clock.id, { frozen_time: secondsOf(moment) });
      while ((await dashboard.testHelpers.testClocks.retrieve(clock.id)).status !== "ready") await delay(5);
      await syncNow(customerId);
    },
    preview: (input: z.input<typeof previewChangeInput>) => acme.owner.run(previewChange, input),
    confirm: (token: string) => acme.owner.run(applyChange, { token }),
    /** Looks at a change and confirms it, as a person does. */
    async change(input: z.input<typeof previewChangeInput>) {
      const preview = await acme.owner.run(previewChange, input);
      return { preview, ...(await acme.owner.run(applyChange, { token: preview.token })) };
    },
    live: () => dashboard.subscriptions.retrieve(subscription.id),
    async latestInvoice() {
      const { latest_invoice: id } = await dashboard.subscriptions.retrieve(subscription.id);
      return dashboard.invoices.retrieve(String(id));
    },
    balance: async () => {
      const customer = await dashboard.customers.retrieve(customerId);
      return customer.deleted ? 0 : customer.balance;
    },
  };
}
export type TimedWorkspace = Awaited<ReturnType<typeof timedWorkspace>>;

/** Of three people, for whom every plan has room: nobody pays for further seats without asking for them. */
async function smallWorkspace() {
  const acme = await workspace({ plan: "free" });
  const leaving = [acme.admin, acme.viewer].map(({ context }) => context.membershipId);
  await withPlatform((db) => db.delete(memberships).where(inArray(memberships.id, leaving)));
  return acme;
}

/** Puts a card on file, as the portal does, in the place of the one before. */
export async function giveCard(
  { dashboard }: LocalBilling,
  { customerId }: { customerId: string },
  card: string,
): Promise<void> {
  const method = await dashboard.paymentMethods.attach(card, { customer: customerId });
  await dashboard.customers.update(customerId, { invoice_settings: { default_payment_method: method.id } });
}

async function itemsOf({ plan, interval, extraSeats }: PlannedItems) {
  const prices = await findPriceIds(plan, interval);
  if (!prices) throw new Error("no prices");
  const seats = extraSeats > 0 ? [{ price: prices.seat, quantity: extraSeats }] : [];
  return [{ price: prices.base }, ...seats];
}

/** What each line costs once its own discounts are off, in the order of the invoice. */
export const netAmounts = (invoice: Stripe.Invoice): number[] =>
  invoice.lines.data.map(
    ({ amount, discount_amounts: discounts }) =>
      amount - (discounts ?? []).reduce((total, discount) => total + discount.amount, 0),
  );

const secondsOf = (moment: string): number => Date.parse(moment) / 1_000;
