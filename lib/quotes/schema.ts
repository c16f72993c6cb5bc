import { z } from "zod";
import { quoteStarts, quoteStatuses } from "@/db/schema/platform";
import { emailSchema } from "@/lib/auth/schema";
import { lineOf, paragraphsOf } from "@/lib/platform/display-name";
import { instant } from "@/lib/platform/instant";

export const requestQuoteInput = z.strictObject({
  company: lineOf({ most: 100, missing: "Enter the name of your company." }),
  email: emailSchema,
  seats: z
    .number({ error: "Enter a number of members." })
    .int("Enter a whole number.")
    .min(1, "Enter at least 1 member.")
    .max(1_000_000, "Enter at most 1,000,000 members."),
  needs: paragraphsOf({ most: 2_000 }).refine((text) => text.length > 0, "Say what you need."),
  start: z.enum(quoteStarts, { error: "Choose when you want to start." }),
  /** Nobody sees it, so whoever fills it in is a robot, or a browser that is too helpful. */
  fax: z.literal("", { error: "Leave this empty, then send the form again." }).optional(),
});
export type QuoteInput = z.output<typeof requestQuoteInput>;

export const quoteStatus = z.enum(quoteStatuses, {
  error: `Use one of ${quoteStatuses.join(", ")}.`,
});

/** A request as operators see it. */
export const quoteRow = z.object({
  id: z.string(),
  /** The workspace it was asked from, where there was one. */
  slug: z.string().nullable(),
  company: z.string(),
  email: z.string(),
  seats: z.int(),
  needs: z.string(),
  start: z.enum(quoteStarts),
  status: quoteStatus,
  createdAt: instant,
});
export type Quote = z.output<typeof quoteRow>;
