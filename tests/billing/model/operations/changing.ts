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
  { name: "seats taken away, twice", weight: 2, stages: ["active"], run: takeSeatsTwice },
  { name: "change of plan scheduled", weight: 2, stages: ["active"], run: schedulePlan },
  { name: "change of interval scheduled", weight: 2, stages: ["active"], run: scheduleInterval },
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

/** Fewer count at once, and what they cost is credited on the next invoice: of the rest, when it happens again. */
async function takeSeatsTwice(scene: Scene) {
  const seat = scene.subscription && itemsOf(scene.subscription).seat;
  const quantity = seat?.quantity ?? 0;
  if (!seat || quantity < 3) return null;
  const lower = { proration_behavior: "create_prorations", payment_behavior: "allow_incomplete" } as const;
  await update(scene, { items: [{ id: seat.id, quantity: quantity - 1 }], ...lower });
  scene.world.emulator.advanceTo(scene.world.emulator.control.now() + 3_600);
  return update(scene, { items: [{ id: seat.id, quantity: quantity - 2 }], ...lower });
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

function schedulePlan(scene: Scene) {
  const current = currentOffer(scene);
  const others = scene.world.offers.filter(({ interval }) => interval === current?.interval);
  return others.length > 0 ? schedule(scene, scene.random.pick(others)) : null;
}

function scheduleInterval(scene: Scene) {
  const current = currentOffer(scene);
  const others = scene.world.offers.filter(({ interval }) => interval !== current?.interval);
  return current ? schedule(scene, scene.random.pick(others), { startsOver: true }) : null;
}

/** What is bought now until the period ends, then the offer, for one interval of its own. */
async function schedule({ world, subscription }: Scene, offer: Offer, { startsOver = false } = {}) {
  const { id, phases } = await world.stripe.subscriptionSchedules.create({
    from_subscription: subscription?.id ?? "",
  });
  const [now] = phases;
  if (!now) return;
  const seats = subscription && itemsOf(subscription).seat?.quantity;
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
      {
        items: [
          { price: offer.base, quantity: 1 },
          ...(seats ? [{ price: offer.seat, quantity: seats }] : []),
        ],
        proration_behavior: "none",
        ...(startsOver ? { billing_cycle_anchor: "phase_start" as const } : {}),
      },
    ],
  });
}

function releaseSchedule({ world, subscription }: Scene) {
  const schedule = subscription?.schedule;
  return schedule ? world.stripe.subscriptionSchedules.release(String(schedule)) : null;
}

function giveCoupon({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.update(subscription?.id ?? "", {
    discounts: [{ coupon: random.pick(["twenty", "welcome", "staying_20_3"]) }],
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
  const current = currentOffer(scene);
  const others = world.offers.filter(({ interval }) => interval === current?.interval);
  return random.pick([
    () => world.stripe.customers.update(customer, { email: `new-${random.between(1, 999)}@example.com` }),
    () => world.stripe.subscriptions.update(id, { metadata: { note: String(random.between(1, 999)) } }),
    () =>
      others.length > 0
        ? world.stripe.subscriptions.update(id, {
            items: itemsFor(scene, random.pick(others)),
            proration_behavior: "none",
          })
        : null,
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
