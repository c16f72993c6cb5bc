import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { applyChangeInput } from "@/lib/billing/schema";
import { isTaxOn, turnTaxOn } from "@/lib/billing/stripe/automatic-tax";
import { previewUpdate, updateItems } from "@/lib/billing/stripe/changes";
import { releaseSchedule, scheduleItems } from "@/lib/billing/stripe/schedule";
import { readStanding, type Standing } from "@/lib/billing/stripe/standing";
import { plans } from "@/lib/entitlements/plans";
import { occupiedSeats } from "@/lib/members/seat-limit";
import type { KeyOf } from "./carry-out";
import { type Agreement, openAgreement } from "./change-token";
import { driftSince } from "./drift-since";
import { fingerprintOf } from "./fingerprint";
import { refuseTooFewSeats } from "./get-change-basis";
import { planCommand } from "./plan-command";
import { planUpdate, type UpdatePlan } from "./plan-update";
import { readPriceBook } from "./price-book";
import { first, openInvoice, refuseUnlessSettled } from "./rules";

/** What came of a change: in force, or set for later, or held back until its invoice is paid. */
const outcome = z.enum(["done", "scheduled", "unpaid"]);
export type Applied = z.output<typeof outcome>;

/**
 * Does what the preview showed and charges what it said, or refuses. A change that is in force already, because the
 * button was pressed twice, is done. Throws `conflict` where the subscription or the amount is another one by now.
 */
export const applyChange = planCommand({
  name: "change.apply",
  summary: "Change the plan as it was previewed",
  kind: "change",
  event: "change.requested",
  input: applyChangeInput,
  output: z.object({ outcome }),
  rest: "POST /subscription/apply-change",
  example: { token: "the-token-of-a-preview" },
  async prepare({ db, context, subscription }, { token }): Promise<Agreement> {
    const agreement = openAgreement(token, context.tenant.id);
    if (agreement.subscriptionId !== subscription.stripeId) throw changedMeanwhile();
    refuseTooFewSeats(agreement, await occupiedSeats(db));
    return agreement;
  },
  label: ({ plan }) => plans[plan].name,
  ask: async ({ params }, keyOf) => ({ outcome: await apply(params, keyOf) }),
});

async function apply(agreement: Agreement, keyOf: KeyOf): Promise<Applied> {
  const { standing, plan, earlier } = await look(agreement);
  if (earlier) return earlier;
  refuseUnlessSettled(standing);
  if (standing.openInvoiceId) throw openInvoice();
  if (fingerprintOf(standing) !== agreement.standing) throw changedMeanwhile();
  return make(standing, plan, agreement, keyOf).catch(async (thrown: unknown) => {
    // The other click got through between our look and our try, or Stripe's answer was lost on the way.
    const { earlier: made } = await look(agreement);
    if (made) return made;
    throw thrown;
  });
}

/** The subscription as it stands, what the agreement means for it, and whether that has happened already. */
async function look(agreement: Agreement) {
  const [standing, book] = await Promise.all([readStanding(agreement.subscriptionId), readPriceBook()]);
  const { prorationDate, effectiveMode, promotionCodeId } = agreement;
  const change = { to: agreement, effectiveMode, promotionCodeId };
  const plan = planUpdate(book, standing, change, prorationDate === null ? null : new Date(prorationDate));
  return { standing, plan, earlier: findEarlier(standing, plan, agreement) };
}

/** Whether an earlier try of the same change got through. */
function findEarlier(standing: Standing, plan: UpdatePlan, { effectiveMode }: Agreement): Applied | null {
  const wanted = plan.items.map(({ priceId, quantity = 0 }) => ({ priceId, quantity })).toSorted(byPrice);
  const isWanted = (items: { priceId: string; quantity: number }[] | null | undefined) =>
    isDeepStrictEqual(
      items?.map(({ priceId, quantity }) => ({ priceId, quantity })).toSorted(byPrice),
      wanted,
    );
  if (effectiveMode === "period_end") return isWanted(standing.nextPhase?.items) ? "scheduled" : null;
  if (isWanted(standing.pendingItems)) return "unpaid";
  return isWanted(standing.items) ? "done" : null;
}

const byPrice = (a: { priceId: string }, b: { priceId: string }) => (a.priceId < b.priceId ? -1 : 1);

async function make(
  standing: Standing,
  plan: UpdatePlan,
  agreement: Agreement,
  keyOf: KeyOf,
): Promise<Applied> {
  if (isTaxOn() && !standing.hasTax) await turnTaxOn(standing.id, keyOf("tax"));
  if (agreement.effectiveMode === "now") await refuseOtherAmount(plan, agreement);
  if (standing.scheduleId) await releaseSchedule(standing.scheduleId, keyOf("release"));
  if (agreement.effectiveMode === "period_end") {
    const discountIds = standing.discounts.map(({ id }) => id);
    const { items, startsOver, keptDiscountIds } = plan;
    const later = {
      subscriptionId: standing.id,
      items,
      startsOver,
      discountIds,
      keptDiscountIds,
      interval: agreement.interval,
    };
    await scheduleItems(later, keyOf);
    return "scheduled";
  }
  const { pendingItems } = await updateItems(plan.update, keyOf("update"));
  return pendingItems ? "unpaid" : "done";
}

/**
 * A balance, a coupon or a tax rate may have moved while somebody read: nobody pays what they were not shown. Where the
 * cycle starts over, the credit is less by the seconds since, and by no more. What was used since is billed in any case, and
 * somebody whose use goes on could otherwise never confirm.
 */
async function refuseOtherAmount({ update, startsOver }: UpdatePlan, agreement: Agreement): Promise<void> {
  const again = await previewUpdate(update, "next");
  const shownAt = agreement.prorationDate === null ? null : new Date(agreement.prorationDate);
  const drift = startsOver && shownAt ? driftSince(shownAt, again) : 0;
  const allowed = drift + Math.max(0, again.usage - agreement.usage);
  const moved = [again.total - agreement.total, again.amountDue - agreement.amountDue];
  if (moved.some((by) => Math.abs(by) > allowed))
    throw first("The amount has changed meanwhile. Check the new preview, then confirm again.");
}

const changedMeanwhile = () =>
  first("The subscription changed meanwhile. Check the new preview, then confirm again.");
