import type { PlannedItems } from "@/db/schema/platform";
import type { ItemsUpdate } from "@/lib/billing/stripe/changes";
import type { ItemSnapshot } from "@/lib/billing/stripe/snapshot";
import type { Standing } from "@/lib/billing/stripe/standing";
import { type ItemPlan, planItems } from "./item-changes";
import type { PriceBook } from "./price-book";
import type { EffectiveMode } from "./terms";

export interface Change {
  to: PlannedItems;
  effectiveMode: EffectiveMode;
  promotionCodeId: string | null;
}

/** What Stripe is asked for: the change itself, and the same without usage, which tells what a renewal costs. */
export interface UpdatePlan extends ItemPlan {
  update: ItemsUpdate;
  renewal: ItemsUpdate;
  startsOver: boolean;
  /** The discount for staying was offered on some monthly payments; of another interval's it would be more, or nothing. */
  endsStayingDiscount: boolean;
  /** The discounts there are from then on. */
  keptDiscountIds: string[];
}

/** Says a change in Stripe's terms, from how the subscription stands there now. */
export function planUpdate(
  book: PriceBook,
  standing: Standing,
  { to, effectiveMode, promotionCodeId }: Change,
  prorationDate: Date | null,
): UpdatePlan {
  const plan = planItems(book, standing.items, to);
  // A trial is followed by its first period whatever is changed in it, so it has no cycle to start over.
  const isOtherInterval = baseInterval(book, standing) !== to.interval;
  const startsOver = effectiveMode !== "free" && isOtherInterval;
  const endsStayingDiscount = isOtherInterval && standing.stayingDiscountIds.length > 0;
  const keptDiscountIds = standing.discounts
    .map(({ id }) => id)
    .filter((id) => !(endsStayingDiscount && standing.stayingDiscountIds.includes(id)));
  const metered = standing.items.filter(({ priceId }) => book.meaningOf(priceId)?.kind === "overage");
  const update: ItemsUpdate = {
    subscriptionId: standing.id,
    items: plan.changes,
    proration: prorations[effectiveMode],
    startsOver,
    // Stripe takes no date for a cycle that starts over: it starts the moment it is asked.
    prorationDate: startsOver ? null : prorationDate,
    promotionCodeId,
    keptDiscountIds: endsStayingDiscount ? keptDiscountIds : null,
    meteredPriceIds: metered.map(({ priceId }) => priceId),
  };
  const discounts = { endsStayingDiscount, keptDiscountIds };
  return { ...plan, ...discounts, startsOver, update, renewal: renewalOf(metered, update) };
}

const prorations: Record<EffectiveMode, ItemsUpdate["proration"]> = {
  now: "always_invoice",
  credited: "create_prorations",
  free: "none",
  period_end: "none",
};

/** Usage has a period of its own, a month, and would be taken for the renewal of a longer one. */
function renewalOf(metered: ItemSnapshot[], update: ItemsUpdate): ItemsUpdate {
  const licensed = update.items.filter(({ id }) => !metered.some((item) => item.id === id));
  return {
    ...update,
    proration: "none",
    prorationDate: null,
    items: [...licensed, ...metered.map(({ id, priceId }) => ({ id, priceId, isRemoved: true }))],
  };
}

function baseInterval(book: PriceBook, { items }: Standing) {
  const meanings = items.map(({ priceId }) => book.meaningOf(priceId));
  return meanings.find((price) => price?.kind === "base")?.interval;
}
