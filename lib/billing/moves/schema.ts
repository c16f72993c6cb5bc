import { z } from "zod";
import { money } from "@/lib/billing/shapes";
import { instant } from "@/lib/platform/instant";
import { operatorReason } from "@/lib/tenancy/schema";

const terms = z.string().trim().min(1, "Name a plan, or a price of Stripe's.");

/** The beginning of a UTC day. */
const day = z.iso
  .date("Enter a day such as 2027-01-31.")
  .transform((text) => new Date(`${text}T00:00:00.000Z`));

/** From and to: plans, or prices of Stripe's. Payers of a plan go over with seats and usage, those of a price with it alone. */
export const previewMoveInput = z.strictObject({
  from: terms,
  to: terms,
  /** The first day on which a renewal counts; today where nothing is said. */
  date: day.optional(),
  /** How long before it they are told. */
  noticeDays: z
    .number({ error: "Enter a number of days." })
    .int("Enter a whole number.")
    .min(0)
    .max(365, "At most 365 days.")
    .default(30),
});
export type MoveTerms = z.output<typeof previewMoveInput>;

export const planMoveInput = previewMoveInput.extend({ reason: operatorReason });

export const moveReference = z.strictObject({ moveId: z.string().trim().min(1) });

/** A payer as the preview shows it. Minor units, before tax and discounts. */
export const movingPayer = z.object({
  slug: z.string(),
  subscriptionId: z.string(),
  currency: z.string(),
  amountBefore: money,
  amountAfter: money,
  /** The renewal from which it holds. */
  effectiveAt: instant,
  /** What stands in the way today; it may be gone by then. */
  obstacle: z.string().nullable(),
});
