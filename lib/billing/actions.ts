"use server";

import { action } from "@/lib/entry/action";
import { addCard } from "./cards/add-card";
import { makeDefaultCard } from "./cards/make-default-card";
import { removeCard } from "./cards/remove-card";
import { applyChange } from "./changes/apply-change";
import { cancelPlan } from "./changes/cancel-plan";
import { cancelScheduledChange } from "./changes/cancel-scheduled-change";
import { endTrial } from "./changes/end-trial";
import { pausePlan } from "./changes/pause-plan";
import { payInvoice } from "./changes/pay-invoice";
import { redeemPromotion } from "./changes/redeem-promotion";
import { resumePlan } from "./changes/resume-plan";
import { undoCancellation } from "./changes/undo-cancellation";
import { startCheckout } from "./checkout/start-checkout";
import { openPortal } from "./open-portal";
import { setRecipient } from "./recipient/set-recipient";
import { takeDiscount } from "./retention/take-discount";
import { takeOffer } from "./retention/take-offer";
import { removeSpendingLimit, setSpendingLimit } from "./spending/set-spending-limit";

const billingPath = "/settings/billing";

export const startCheckoutAction = action(startCheckout, { redirectTo: ({ url }) => url });
export const openPortalAction = action(openPortal, { redirectTo: ({ url }) => url });
export const addCardAction = action(addCard, { redirectTo: ({ url }) => url });
export const makeDefaultCardAction = action(makeDefaultCard, {
  message: "Payments use this card from now on",
});
export const removeCardAction = action(removeCard, { message: "Card removed" });
export const applyChangeAction = action(applyChange, {
  redirectTo: ({ outcome }) => `${billingPath}?done=${outcome}`,
});
export const cancelScheduledChangeAction = action(cancelScheduledChange, { message: "Change withdrawn" });
export const cancelPlanAction = action(cancelPlan, { redirectTo: billingPath });
export const undoCancellationAction = action(undoCancellation, { message: "The plan goes on" });
export const pausePlanAction = action(pausePlan, { redirectTo: billingPath });
export const resumePlanAction = action(resumePlan, { message: "The plan is active again" });
export const endTrialAction = action(endTrial, { message: "The plan is active" });
export const takeDiscountAction = action(takeDiscount, { redirectTo: billingPath });
export const takeOfferAction = action(takeOffer, { redirectTo: ({ path }) => path });
export const setSpendingLimitAction = action(setSpendingLimit, { message: "Spending limit saved" });
export const removeSpendingLimitAction = action(removeSpendingLimit, { message: "Spending limit removed" });
export const payInvoiceAction = action(payInvoice, {
  message: ({ number, isPaidAlready }) =>
    isPaidAlready
      ? `Invoice ${number} was paid already, and is not charged again`
      : `Invoice ${number} is paid`,
});
export const setRecipientAction = action(setRecipient, {
  redirectTo: billingPath,
});
export const redeemPromotionAction = action(redeemPromotion, { message: ({ code }) => `${code} is applied` });
