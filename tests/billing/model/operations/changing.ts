import type Stripe from "stripe";
import { itemsOf } from "../customer-state";
import type { Operation, Scene } from "../operations";
import type { Offer } from "../world";
import { payWithNewCard } from "./paying";

const LIVE = ["active", "trialing", "past_due"] as const;

/** What changes about a subscription that goes on. */
export const changing: readonly Operation[] = [
  { name: "change of plan", weight: 6, stages: ["active", "trialing"], run: changePlan },
  { name: "change of interval", weight: 2, stages: ["active", "trialing"], run: changeInterval },
  { name: "seats", weight: 6, stages: ["active", "trialing"], run: setSeats },
  { name: "usage reported", weight: 4, stages: LIVE, run: reportUsage },
  { name: "downgrade scheduled", weight: 2, stages: ["active"], run: scheduleDowngrade },
  { name: "schedule released", weight: 1, stages: ["active"], run: releaseSchedule },
  { name: "coupon", weight: 1.5, stages: LIVE, run: giveCoupon },
  { name: "coupon taken away", weight: 1, stages: LIVE, run: takeCoupon },
  { name: "edit at the dashboard", weight: 2, stages: LIVE, run: editAtDashboard },
  { name: "trial extended", weight: 1, stages: ["trialing"], run: extendTrial },
  { name: "trial ended now", weight: 1, stages: ["trialing"], run: endTrial },
];

function changePlan(scene: Scene) {
  const current = currentOffer(scene);
  const others = scene.world.offers.filter(
    ({ plan, interval }) => interval === current?.interval && plan !== current.plan,
  );
  return others.length > 0 ? update(scene, { items: itemsFor(scene, scene.random.pick(others)) }) : null;
}

function changeInterval(scene: Scene) {
  const current = currentOffer(scene);
  const others = scene.world.offers.filter(({ interval }) => interval !== current?.interval);
  const items = itemsFor(scene, scene.random.pick(others));
  return update(scene, { items, billing_cycle_anchor: { type: "now" } });
}

function setSeats(scene: Scene) {
  const { subscription, random } = scene;
  const offer = currentOffer(scene);
  if (!subscription || !offer) return null;
  const { seat } = itemsOf(subscription);
  const quantity = random.between(0, 6);
  const item = seat
    ? { id: seat.id, ...(quantity ? { quantity } : { deleted: true }) }
    : { price: offer.seat, quantity };
  if (!seat && quantity === 0) return null;
  const isRaise = quantity > (seat?.quantity ?? 0);
  return update(scene, {
    items: [item],
    ...(isRaise ? {} : { proration_behavior: "create_prorations", payment_behavior: "allow_incomplete" }),
  } as Stripe.SubscriptionUpdateParams);
}

/** A change whose payment failed waits; often the buyer finds another card at once. */
async function update(scene: Scene, params: Stripe.SubscriptionUpdateParams) {
  const { world, random } = scene;
  const waits = random.chance(0.8);
  const subscription = await world.stripe.subscriptions.update(scene.subscription?.id ?? "", {
    proration_behavior: "always_invoice",
    payment_behavior: waits ? "pending_if_incomplete" : "allow_incomplete",
    ...params,
  });
  if (subscription.pending_update && random.chance(0.6)) await payWithNewCard({ ...scene, subscription });
}

function currentOffer({ world, subscription }: Scene): Offer | undefined {
  const base = subscription && itemsOf(subscription).base;
  return world.offers.find((offer) => offer.base === base?.price.id);
}

/** Every item swapped for its twin in the offer; a quantity that is not sent would become 1. */
function itemsFor({ subscription }: Scene, offer: Offer): Stripe.SubscriptionUpdateParams.Item[] {
  if (!subscription) return [];
  const { base, seat, overage } = itemsOf(subscription);
  return [
    ...(base ? [{ id: base.id, price: offer.base, quantity: 1 }] : []),
    ...(seat ? [{ id: seat.id, price: offer.seat, quantity: seat.quantity ?? 1 }] : []),
    ...(overage && offer.overage ? [{ id: overage.id, price: offer.overage }] : []),
  ];
}

async function reportUsage({ world, customer, random }: Scene) {
  return world.stripe.billing.meterEvents.create({
    event_name: "api_calls",
    payload: { stripe_customer_id: customer, value: String(random.between(1, 200_000)) },
  });
}

async function scheduleDowngrade(scene: Scene) {
  const { world, subscription, random } = scene;
  const offer = random.pick(
    world.offers.filter(({ interval }) => interval === currentOffer(scene)?.interval),
  );
  const { id, phases } = await world.stripe.subscriptionSchedules.create({
    from_subscription: subscription?.id ?? "",
  });
  const [now] = phases;
  if (!now) return;
  await world.stripe.subscriptionSchedules.update(id, {
    end_behavior: "release",
    phases: [
      {
        start_date: now.start_date,
        end_date: now.end_date,
        items: now.items.map(({ price, quantity }) => ({
          price: typeof price === "string" ? price : price.id,
          ...(quantity === undefined ? {} : { quantity }),
        })),
      },
      { items: [{ price: offer.base, quantity: 1 }], proration_behavior: "none" },
    ],
  });
}

function releaseSchedule({ world, subscription }: Scene) {
  const schedule = subscription?.schedule;
  return schedule ? world.stripe.subscriptionSchedules.release(String(schedule)) : null;
}

function giveCoupon({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.update(subscription?.id ?? "", {
    discounts: [{ coupon: random.pick(["twenty", "welcome"]) }],
  });
}

function takeCoupon({ world, subscription }: Scene) {
  if (!subscription || subscription.discounts.length === 0) return null;
  return world.stripe.subscriptions.deleteDiscount(subscription.id);
}

/** Somebody at the dashboard changes things the application knows nothing of. */
function editAtDashboard(scene: Scene) {
  const { world, subscription, customer, random } = scene;
  const id = subscription?.id ?? "";
  const offer = random.pick(
    world.offers.filter(({ interval }) => interval === currentOffer(scene)?.interval),
  );
  return random.pick([
    () => world.stripe.customers.update(customer, { email: `new-${random.between(1, 999)}@example.com` }),
    () => world.stripe.subscriptions.update(id, { metadata: { note: String(random.between(1, 999)) } }),
    () =>
      world.stripe.subscriptions.update(id, { items: itemsFor(scene, offer), proration_behavior: "none" }),
    () => world.stripe.customers.createBalanceTransaction(customer, { amount: -1000, currency: "usd" }),
  ])();
}

function extendTrial({ world, subscription }: Scene) {
  const trial_end = (subscription?.trial_end ?? 0) + 7 * 86_400;
  return world.stripe.subscriptions.update(subscription?.id ?? "", { trial_end, proration_behavior: "none" });
}

function endTrial({ world, subscription }: Scene) {
  return world.stripe.subscriptions.update(subscription?.id ?? "", { trial_end: "now" });
}
