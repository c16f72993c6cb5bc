import { z } from "zod";
import { invoiceNumber } from "@/lib/billing/invoices/schema";
import { planIds } from "@/lib/entitlements/plans";
import { operatorReason, workspaceSlug } from "@/lib/tenancy/schema";

const slug = workspaceSlug;
const reason = operatorReason;

/** The end of a UTC day, as it is typed at a terminal: 2027-01-31. */
const untilDay = z.iso
  .date("Enter a day such as 2027-01-31.")
  .transform((day) => new Date(`${day}T23:59:59.999Z`));

export const onWorkspace = z.strictObject({ slug });
export const withReason = z.strictObject({ slug, reason });

export const extendTrialInput = z.strictObject({
  slug,
  days: z
    .number({ error: "Enter a number of days." })
    .int("Enter a whole number.")
    .min(1, "At least 1 day.")
    .max(180, "At most 180 days."),
  reason,
});

export const grantPlanInput = z.strictObject({
  slug,
  plan: z.string().pipe(z.enum(planIds, { error: `Choose one of ${planIds.join(", ")}.` })),
  seats: z
    .number({ error: "Enter a number of seats." })
    .int("Enter a whole number.")
    .min(0)
    .max(10_000)
    .default(0),
  until: untilDay.optional(),
  reason,
});

export const pauseCollectionInput = z.strictObject({ slug, until: untilDay.optional(), reason });

/** A cap, or whether a plan has what others have not. */
const overrideValue = z.union([z.literal("unlimited"), z.int().min(0).max(999_999_999_999), z.boolean()], {
  error: "Enter a number, unlimited, yes or no.",
});

export const setOverrideInput = z.strictObject({
  slug,
  feature: z.string().trim().min(1),
  value: overrideValue,
  until: untilDay.optional(),
  reason,
});
export const removeOverrideInput = z.strictObject({ slug, feature: z.string().trim().min(1), reason });

const number = z.string().trim().toUpperCase().pipe(invoiceNumber);
/** A decimal as it is typed, read in the currency of what it is for. */
const amount = z.string({ error: "Enter an amount." }).trim();
/** The same was done in the last day, and is to be done once more. */
const isAgain = z.boolean().optional();
/** Only say what would come of it. */
const isDryRun = z.boolean();

export const refundInvoiceInput = z.strictObject({
  slug,
  number,
  /** All that is left, where nothing is said. */
  amount: amount.optional(),
  reason,
  isAgain,
  isDryRun,
});
export const creditAccountInput = z.strictObject({ slug, amount, reason, isAgain, isDryRun });
export const retryInvoiceInput = z.strictObject({
  slug,
  /** The one that is open, where nothing is said. */
  number: number.optional(),
  reason,
});
export const writeOffInvoiceInput = z.strictObject({ slug, number, reason, isDryRun });
