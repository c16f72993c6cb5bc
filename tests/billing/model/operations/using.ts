import { itemsOf } from "../customer-state";
import type { Operation, Scene } from "../operations";

const LIVE = ["active", "trialing", "past_due"] as const;

/** What is used, and told late or by mistake. Totals, as the meter takes the last one of a period. */
export const using: readonly Operation[] = [
  { name: "usage reported", weight: 4, stages: LIVE, run: (scene) => report(scene) },
  { name: "usage reported late", weight: 2, stages: LIVE, run: reportLate },
  { name: "usage taken back", weight: 1, stages: LIVE, run: takeBack },
  { name: "metering begun", weight: 3, stages: LIVE, run: meter },
];

function report({ world, customer, random }: Scene, more: { timestamp?: number } = {}) {
  return world.stripe.billing.meterEvents.create({
    event_name: "api_calls",
    payload: { stripe_customer_id: customer, value: String(random.between(1, 200_000)) },
    ...more,
  });
}

/** Up to the thirty-five days that a meter looks back: into the period before, where that has been. */
function reportLate(scene: Scene) {
  const { world, random } = scene;
  return report(scene, { timestamp: world.emulator.control.now() - random.between(1, 34 * 86_400) });
}

async function takeBack(scene: Scene) {
  const { identifier } = await report(scene);
  return scene.world.stripe.billing.meterEventAdjustments.create({
    event_name: "api_calls",
    type: "cancel",
    cancel: { identifier },
  });
}

/** The application puts the metered item onto a subscription that was sold without one. */
function meter({ world, subscription }: Scene) {
  if (!subscription || itemsOf(subscription).overage) return null;
  const { base } = itemsOf(subscription);
  const offer = world.offers.find((one) => one.base === base?.price.id);
  if (!offer?.overage) return null;
  return world.stripe.subscriptions.update(subscription.id, {
    items: [{ price: offer.overage }],
    proration_behavior: "none",
  });
}
