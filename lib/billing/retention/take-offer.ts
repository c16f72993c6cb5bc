import { z } from "zod";
import { currentSubscription } from "@/lib/billing/changes/current-subscription";
import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { offerIds, offers } from "./offers";

/**
 * Notes that somebody who was about to cancel takes an offer, and says the page at which it is confirmed. Throws `conflict`
 * where the offer does not apply any more.
 */
export const takeOffer = command({
  name: "offer.take",
  summary: "Take an offer instead of canceling the plan",
  permission: "billing:manage",
  store: "platform",
  input: z.strictObject({ offer: z.enum(offerIds).exclude(["discount"]) }),
  output: z.object({ path: z.string() }),
  emits: ["offer.taken"],
  rest: { none: "leads to a page, where POST /subscription/pause and /subscription/apply-change do it" },
  example: { offer: "pause" },
  async run({ db, context, emit }, { offer }) {
    const { status, plan, interval, pendingUpdate, scheduledChange, discounts, stripeId } =
      await currentSubscription(db, context.tenant.id);
    const leaving = { status, planId: plan, interval, pendingUpdate, scheduledChange, discounts };
    const { pathFor, titleFor } = offers[offer];
    const path = pathFor(leaving);
    if (!path) throw new AppError("conflict", "This offer does not apply any more. Reload the page.");
    await emit("offer.taken", { id: stripeId, label: titleFor(leaving) }, { offer });
    return { path };
  },
});
