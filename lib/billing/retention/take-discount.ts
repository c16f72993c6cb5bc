import { z } from "zod";
import { planCommand } from "@/lib/billing/changes/plan-command";
import { first, refuseUnlessSettled } from "@/lib/billing/changes/rules";
import { readStanding } from "@/lib/billing/stripe/standing";
import { giveStayingDiscount } from "@/lib/billing/stripe/staying-discount";
import { hadStayingDiscount } from "./had-discount";
import { offers, stayingDiscount } from "./offers";

const notAgain = () => first("This offer does not apply any more. Reload the page.");

/** Takes the discount for staying off the next invoices. Throws `conflict` beside another discount, and a second time. */
export const takeDiscount = planCommand({
  name: "offer.take_discount",
  summary: "Take the discount for staying",
  kind: "discount",
  event: "offer.taken",
  input: z.strictObject({}),
  output: z.void(),
  rest: { none: "what the page that cancels a plan offers" },
  example: {},
  async prepare({ db, context, subscription }): Promise<{ offer: "discount" }> {
    const { status, plan, interval, pendingUpdate, scheduledChange, discounts } = subscription;
    refuseUnlessSettled(subscription);
    const applies = offers.discount.pathFor({
      status,
      planId: plan,
      interval,
      pendingUpdate,
      scheduledChange,
      discounts,
    });
    if (!applies || (await hadStayingDiscount(db, context.tenant.id))) throw notAgain();
    return { offer: "discount" };
  },
  label: () =>
    offers.discount.titleFor({
      status: "active",
      planId: null,
      interval: null,
      pendingUpdate: null,
      scheduledChange: null,
      discounts: [],
    }),
  async ask({ subscriptionId, intentId }, keyOf) {
    const { discounts, discountIntentId, scheduleId } = await readStanding(subscriptionId);
    // An earlier try of the same click got through.
    if (discountIntentId === intentId) return;
    // One of another click did, which our rows do not know yet; or there is another discount.
    if (discountIntentId || discounts.length > 0 || scheduleId) throw notAgain();
    await giveStayingDiscount(subscriptionId, { ...stayingDiscount, intentId }, keyOf("stay"));
  },
});
