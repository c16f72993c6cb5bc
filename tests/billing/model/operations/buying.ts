import type Stripe from "stripe";
import type { Operation, Scene } from "../operations";
import type { Offer } from "../world";

/** How a customer without a subscription comes to have one. */
export const buying: readonly Operation[] = [
  { name: "checkout", weight: 8, stages: ["none"], run: (scene) => checkout(scene, { card: GOOD }) },
  {
    name: "checkout declined",
    weight: 2,
    stages: ["none"],
    run: (scene) => checkout(scene, { card: DECLINED }),
  },
  {
    name: "checkout that the owner of the card confirms",
    weight: 2,
    stages: ["none"],
    run: (scene) => checkout(scene, { card: ASKING }),
  },
  { name: "checkout abandoned", weight: 1, stages: ["none"], run: openSession },
  {
    name: "trial without a card",
    weight: 4,
    stages: ["none"],
    run: (scene) => checkout(scene, { trial: true }),
  },
  {
    name: "trial with a card",
    weight: 3,
    stages: ["none"],
    run: (scene) => checkout(scene, { trial: true, card: GOOD }),
  },
  { name: "subscribed at the dashboard", weight: 3, stages: ["none"], run: subscribeAtDashboard },
  { name: "arranged by hand", weight: 0.5, stages: ["none"], run: arrange },
  { name: "a second subscription", weight: 0.2, stages: ["active", "trialing"], run: subscribeAtDashboard },
];

const GOOD = "4242424242424242";
const DECLINED = "4000000000000002";
const ASKING = "4000002760003184";

async function checkout(scene: Scene, { card, trial = false }: { card?: string; trial?: boolean }) {
  const session = await openSession(scene, trial);
  await payAt(scene, session.url ?? "", card);
}

function openSession({ world, customer, random }: Scene, trial: boolean | unknown = false) {
  const offer = random.pick(world.offers);
  const isTrial = trial === true;
  return world.stripe.checkout.sessions.create({
    mode: "subscription",
    customer,
    ...(random.chance(0.4)
      ? { automatic_tax: { enabled: true }, billing_address_collection: "required" as const }
      : {}),
    customer_update: { address: "auto", name: "auto" },
    success_url: "http://app.test/billing/return?session_id={CHECKOUT_SESSION_ID}",
    line_items: lineItems(offer, random.between(0, 3)),
    payment_method_collection: isTrial ? "if_required" : "always",
    subscription_data: {
      metadata: { plan: offer.plan },
      ...(isTrial ? { trial_period_days: 14, trial_settings: endOfTrial(random.chance(0.8)) } : {}),
    },
  });
}

/** Metered usage cannot be sold through Checkout next to a longer interval. */
function lineItems({ interval, base, seat, overage }: Offer, seats: number) {
  return [
    { price: base, quantity: 1 },
    ...(seats > 0 ? [{ price: seat, quantity: seats }] : []),
    ...(overage && interval === "monthly" ? [{ price: overage }] : []),
  ];
}

function endOfTrial(pauses: boolean): Stripe.Checkout.SessionCreateParams.SubscriptionData.TrialSettings {
  return { end_behavior: { missing_payment_method: pauses ? "pause" : "cancel" } };
}

/** Fills the hosted page's form in and sends it, as a browser would; where the bank asks, it is sent again with the answer. */
async function payAt({ world, random }: Scene, url: string, card: string | undefined): Promise<void> {
  const body = new URLSearchParams({
    intent: "pay",
    email: "buyer@example.com",
    name: "Kim Larsen",
    country: random.pick(["US", "DE", "GB"]),
    line1: "1 Market Street",
    postal_code: "94107",
    city: "San Francisco",
    ...(card ? { number: card, expiry: "12 / 40", cvc: "123" } : {}),
  });
  const send = () => world.emulator.fetch(new Request(url, { method: "POST", body }));
  const page = await (await send()).text();
  if (!page.includes('name="challenge"')) return;
  body.set("challenge", random.chance(0.8) ? "pass" : "fail");
  await send();
}

async function subscribeAtDashboard({ world, customer, random }: Scene) {
  const { base, seat } = random.pick(world.offers);
  const card = random.chance(0.8) ? "pm_card_visa" : "pm_card_chargeCustomerFail";
  const method = await world.stripe.paymentMethods.attach(card, { customer });
  const discounts = random.chance(0.3) ? [{ coupon: random.pick(["twenty", "welcome"]) }] : [];
  return world.stripe.subscriptions.create({
    customer,
    default_payment_method: method.id,
    items: [
      { price: base },
      ...(random.chance(0.5) ? [{ price: seat, quantity: random.between(1, 5) }] : []),
    ],
    ...(discounts.length > 0 ? { discounts } : {}),
  });
}

/** At a price that somebody made for this customer alone. */
async function arrange({ world, customer, random }: Scene) {
  const price = await world.stripe.prices.create({
    product_data: { name: "Arranged with us" },
    currency: "usd",
    unit_amount: random.between(10_000, 90_000),
    recurring: { interval: random.pick(["month", "year"]) },
  });
  const method = await world.stripe.paymentMethods.attach("pm_card_visa", { customer });
  return world.stripe.subscriptions.create({
    customer,
    default_payment_method: method.id,
    items: [{ price: price.id }],
  });
}
