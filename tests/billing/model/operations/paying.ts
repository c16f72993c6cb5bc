import { idOf } from "../customer-state";
import type { Operation, Scene } from "../operations";

const LIVE = ["active", "trialing", "past_due", "unpaid", "paused"] as const;

/** Cards and payments. */
export const paying: readonly Operation[] = [
  { name: "a card that works", weight: 2, stages: LIVE, run: (scene) => giveCard(scene, "pm_card_visa") },
  {
    name: "a card that fails",
    weight: 1,
    stages: ["active", "trialing"],
    run: (scene) => giveCard(scene, "pm_card_chargeCustomerFail"),
  },
  {
    name: "a card whose owner has to confirm",
    weight: 1,
    stages: ["active", "trialing"],
    run: (scene) => giveCard(scene, "pm_card_authenticationRequired"),
  },
  {
    name: "payment confirmed",
    weight: 4,
    stages: ["past_due", "unpaid", "incomplete", "active"],
    run: confirmLatest,
  },
  { name: "card removed", weight: 0.5, stages: ["active", "trialing"], run: removeCard },
  { name: "next payment fails", weight: 1, stages: ["active"], run: failNext },
  {
    name: "open invoice paid",
    weight: 8,
    stages: ["past_due", "unpaid", "incomplete", "active"],
    run: payLatest,
  },
  {
    name: "paid with another card",
    weight: 5,
    stages: ["past_due", "unpaid", "incomplete"],
    run: payWithNewCard,
  },
  { name: "invoice voided", weight: 1, stages: ["past_due", "unpaid", "active"], run: voidLatest },
  { name: "invoice uncollectible", weight: 0.5, stages: ["past_due", "unpaid"], run: giveUpLatest },
];

export async function giveCard({ world, customer, subscription }: Scene, card: string) {
  const method = await world.stripe.paymentMethods.attach(card, { customer });
  await world.stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
  if (subscription?.default_payment_method) {
    await world.stripe.subscriptions.update(subscription.id, { default_payment_method: method.id });
  }
}

function removeCard({ world, card }: Scene) {
  return card ? world.stripe.paymentMethods.detach(card) : null;
}

function failNext({ world, random }: Scene) {
  world.emulator.control.failNextPayment(random.pick(["generic_decline", "insufficient_funds", "lost_card"]));
  return Promise.resolve();
}

async function payLatest({ world, subscription }: Scene) {
  const invoice = await latest(world, subscription);
  return invoice?.status === "open" ? world.stripe.invoices.pay(invoice.id) : null;
}

/** What the owner of the card does on the hosted page, where the bank waits for them. */
async function confirmLatest({ world, subscription }: Scene) {
  const invoice = await latest(world, subscription);
  if (invoice?.status !== "open" || !invoice.hosted_invoice_url) return null;
  const body = new URLSearchParams({ challenge: "pass" });
  return world.emulator.fetch(new Request(invoice.hosted_invoice_url, { method: "POST", body }));
}

export async function payWithNewCard(scene: Scene) {
  await giveCard(scene, "pm_card_mastercard");
  return payLatest(scene);
}

async function voidLatest({ world, subscription }: Scene) {
  const invoice = await latest(world, subscription);
  return invoice?.status === "open" ? world.stripe.invoices.voidInvoice(invoice.id) : null;
}

async function giveUpLatest({ world, subscription }: Scene) {
  const invoice = await latest(world, subscription);
  return invoice?.status === "open" ? world.stripe.invoices.markUncollectible(invoice.id) : null;
}

function latest(world: Scene["world"], subscription: Scene["subscription"]) {
  return subscription?.latest_invoice
    ? world.stripe.invoices.retrieve(idOf(subscription.latest_invoice))
    : Promise.resolve(null);
}
