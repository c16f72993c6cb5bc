import { z } from "zod";
import type { WorkspaceDb } from "@/db/tenant";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { isPurchasable, notPurchasable, previewChangeInput } from "@/lib/billing/schema";
import { terms } from "@/lib/billing/shapes";
import { AppError, invalidField } from "@/lib/core/errors";
import { query } from "@/lib/core/operation";
import { currency, defaultCurrency, findCurrency } from "@/lib/entitlements/currencies";
import { planIds, plans } from "@/lib/entitlements/plans";
import { occupiedSeats } from "@/lib/members/seat-limit";
import { currentSubscription } from "./current-subscription";
import { arranged, refuseUnlessSettled } from "./rules";
import { isSame, seatsOf, type Terms } from "./terms";

/** Where a change starts and where it shall lead, for the form that asks for it. */
export const getChangeBasis = query({
  name: "change.get_basis",
  summary: "Show the plan in force and the one a change would lead to",
  permission: "billing:manage",
  store: "platform",
  input: previewChangeInput,
  output: z.object({ from: terms, to: terms, currency, occupied: z.int() }),
  rest: { none: "POST /subscription/preview-change tells it with the price" },
  example: { plan: "business" },
  async run({ db, context }, input) {
    // Nobody fills a form in that leads nowhere: what is in the way is said instead of it.
    refuseUnlessSettled(await currentSubscription(db, context.tenant.id));
    return readBasis(db, context.tenant.id, input);
  },
});

/** What has to be known of a change before Stripe is asked, from our own rows. Throws `conflict` without a paid plan. */
export async function readBasis(
  db: WorkspaceDb,
  tenantId: string,
  { plan, interval, seats, when, code }: z.output<typeof previewChangeInput>,
) {
  const subscription = await currentSubscription(db, tenantId);
  const occupied = await occupiedSeats(db);
  const from = termsOf(subscription);
  const target = { plan: plan ?? from.plan, interval: interval ?? from.interval };
  const to = {
    ...target,
    extraSeats: extraSeatsOf(target.plan, seats ?? roomWithin(from, target, occupied)),
  };
  return {
    subscriptionId: subscription.stripeId,
    scheduledChange: subscription.scheduledChange,
    from,
    to,
    currency: findCurrency(subscription.currency) ?? defaultCurrency,
    hasChange: !isSame(from, to),
    when,
    code: code ?? null,
    occupied,
  };
}
export type ChangeBasis = Awaited<ReturnType<typeof readBasis>>;

/** Seats of the new plan where nobody says how many: those that were bought stay, unless the plan is a smaller one. */
function roomWithin(from: Terms, { plan }: Pick<Terms, "plan">, occupied: number): number {
  const isSmaller = planIds.indexOf(plan) < planIds.indexOf(from.plan);
  return isSmaller ? Math.max(plans[plan].seats, occupied) : Math.max(seatsOf(from), occupied);
}

/** Throws `invalid` where the terms are those in force, are sold to nobody, or have no room for everybody who is here. */
export function refuseImpossible({ hasChange, from, to, occupied }: ChangeBasis): void {
  refuseUnsold(from, to);
  refuseTooFewSeats(to, occupied);
  if (!hasChange) throw new AppError("invalid", "That is the plan you have. Choose another one.");
}

/** A plan that is not sold any more goes on as it was bought: seats can change, and how often it is paid cannot. */
function refuseUnsold(from: Terms, to: Terms): void {
  if (isPurchasable(to.plan)) return;
  if (from.plan !== to.plan)
    throw new AppError("invalid", notPurchasable, { fields: { plan: [notPurchasable] } });
  if (from.interval === to.interval) return;
  const message = `${plans[to.plan].name} is not sold any more, so how often you pay stays as it is. Another plan lets you choose.`;
  throw new AppError("invalid", message, { fields: { interval: [message] } });
}

/** Throws `invalid` beside the field where members and open invitations would not fit. */
export function refuseTooFewSeats(to: Terms, occupied: number): void {
  if (seatsOf(to) >= occupied) return;
  throw invalidField(
    "seats",
    `Members and open invitations take ${occupied} seats. Choose at least as many, or remove somebody first.`,
  );
}

/**
 * What a subscription of ours consists of. Throws `conflict` for one with anything on it that is not in the catalog: a change
 * of plan names everything there will be, and would drop the rest.
 */
export function termsOf({ plan, interval, extraSeats, foreignPriceIds }: PaidSubscription): Terms {
  if (!plan || !interval || foreignPriceIds.length > 0) throw arranged();
  return { plan, interval, extraSeats };
}

const extraSeatsOf = (plan: Terms["plan"], seats: number): number => Math.max(0, seats - plans[plan].seats);
