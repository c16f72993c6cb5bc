import { z } from "zod";
import { currency, defaultCurrency } from "@/lib/entitlements/currencies";
import { intervals, type PlanId, planIds, plans } from "@/lib/entitlements/plans";
import { cursorText } from "@/lib/platform/cursor-text";
import { paragraphsOf } from "@/lib/platform/display-name";
import { type CancelFeedback, cancelReasons } from "./cancel-words";

/** Whether a plan can be bought without talking to anybody. */
export function isPurchasable(id: PlanId): boolean {
  const { isSold, isSelfServe, price } = plans[id];
  return isSold && isSelfServe && price[defaultCurrency].monthly > 0;
}
export const purchasablePlans = planIds.filter(isPurchasable);

/** What can be bought on top: a plan that was granted without a subscription is not sold once more, nor is less than it. */
export const plansBeyond = (granted: PlanId): PlanId[] =>
  purchasablePlans.filter((id) => planIds.indexOf(id) > planIds.indexOf(granted));
export const notPurchasable = "That plan cannot be bought online.";

const plan = z.enum(planIds, { error: "Choose a plan." });
const interval = z.enum(intervals, { error: "Choose how often to pay." });
const seats = z
  .number({ error: "Enter a number of seats." })
  .int("Enter a whole number.")
  .min(1, "Enter at least 1 seat.")
  .max(1_000, "For more than 1,000 seats, please talk to us.");
const code = z.string().trim().min(1, "Enter a code.").max(100, "Codes are shorter than that.");

/** How many days a trial goes on whose card turns out to have had one: nobody is charged on the day they are told. */
export const trialNoticeDays = 7;

export const startCheckoutInput = z.strictObject({
  plan: plan.refine(isPurchasable, notPurchasable),
  interval,
  /** The one the workspace pays in, or US dollars before it pays in any, where nothing is said. */
  currency: currency.optional(),
  /** Members the workspace needs room for; the included ones, or as many as it has, where nothing is said. */
  seats: seats.optional(),
  /** A trial needs no card, and there is one for each workspace, person, company and card. */
  start: z.enum(["now", "trial"]).default("now"),
});

/** What is left out stays as it is. The plan may be the one in force, also where nobody new can have it. */
export const previewChangeInput = z.strictObject({
  plan: plan.optional(),
  interval: interval.optional(),
  seats: seats.optional(),
  /** Today, or when the period that is paid for ends; less waits for the end where nothing is said. */
  when: z.enum(["now", "period_end"]).optional(),
  code: code.optional(),
});

export const applyChangeInput = z.strictObject({ token: z.string().min(1).max(2_000) });

const isFeedback = (value: string): value is CancelFeedback => Object.hasOwn(cancelReasons, value);
export const cancelPlanInput = z.strictObject({
  feedback: z.string().refine(isFeedback, "Choose one of the reasons.").optional(),
  comment: paragraphsOf({ most: 500 }).optional(),
});

/** The day it resumes by itself, in UTC; left out, it lasts until somebody resumes it. */
export const pausePlanInput = z.strictObject({ until: z.iso.date("Enter a day.").optional() });

export const redeemPromotionInput = z.strictObject({ code });
/** The portal's front page, or straight to its form for the card. */
export const openPortalInput = z.strictObject({ flow: z.literal("payment_method_update").optional() });

export const checkoutReference = z.strictObject({ sessionId: z.string().min(1).max(200) });

export const listInvoicesInput = z.strictObject({ cursor: cursorText(), before: cursorText() });
