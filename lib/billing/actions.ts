"use server";

import { revalidatePath } from "next/cache";
import type { TenantContext } from "@/lib/core/context";
import { action } from "@/lib/entry/action";
import { currentContext } from "@/lib/entry/context";
import { applyChange, requestChange } from "./changes/apply-change";
import { cancelPlan, requestCancellation } from "./changes/cancel-plan";
import { endTrialNow, requestTrialEnd } from "./changes/end-trial";
import { keepPlan, requestKeeping } from "./changes/keep-plan";
import { pausePlan, requestPause } from "./changes/pause-plan";
import { payInvoice, requestPayment } from "./changes/pay-invoice";
import { redeemPromotion, requestPromotion } from "./changes/redeem-promotion";
import { requestResume, resumePlan } from "./changes/resume-plan";
import { requestWithdrawal, withdrawChange } from "./changes/withdraw-change";
import { reserveCheckout } from "./checkout/reserve-checkout";
import { openCheckout } from "./checkout/start-checkout";
import { openPortal, requestPortal } from "./open-portal";

const billingPath = "/settings/billing";

// Stripe is asked after the command has committed: a page of theirs must not hold a transaction of ours open.
export const startCheckoutAction = action(reserveCheckout, {
  redirectTo: async (reservation) => (await openCheckout(await currentContext(), reservation)).url,
});

export const openPortalAction = action(requestPortal, {
  redirectTo: async (payer) => (await openPortal(payer)).url,
});

export const applyChangeAction = action(requestChange, {
  redirectTo: async (request) => `${billingPath}?done=${await carriedOut(applyChange)(request)}`,
});
export const withdrawChangeAction = action(requestWithdrawal, {
  message: "Change withdrawn",
  onDone: carriedOut(withdrawChange),
});
export const cancelPlanAction = action(requestCancellation, {
  onDone: carriedOut(cancelPlan),
  redirectTo: billingPath,
});
export const keepPlanAction = action(requestKeeping, {
  message: "The plan goes on",
  onDone: carriedOut(keepPlan),
});
export const pausePlanAction = action(requestPause, {
  onDone: carriedOut(pausePlan),
  redirectTo: billingPath,
});
export const resumePlanAction = action(requestResume, {
  message: "The plan is active again",
  onDone: carriedOut(resumePlan),
});
export const endTrialAction = action(requestTrialEnd, {
  message: "The plan is active",
  onDone: carriedOut(endTrialNow),
});
export const payInvoiceAction = action(requestPayment, {
  message: ({ params }) => `Invoice ${params.number} is paid`,
  onDone: carriedOut(payInvoice),
});
export const redeemPromotionAction = action(requestPromotion, {
  message: ({ params }) => `${params.code} is applied`,
  onDone: carriedOut(redeemPromotion),
});

/** The second half of a request. Whatever came of it, the pages show how things stand afterwards. */
function carriedOut<R, T>(perform: (context: TenantContext, request: R) => Promise<T>) {
  return async (request: R): Promise<T> => {
    try {
      return await perform(await currentContext(), request);
    } finally {
      revalidatePath("/workspace", "layout");
    }
  };
}
