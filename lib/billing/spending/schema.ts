import { z } from "zod";

/** An amount as somebody types it. Whole cents; a million at most. */
const amount = z
  .string({ error: "Enter an amount." })
  .trim()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, "Enter an amount in dollars below 1,000,000, such as 50 or 49.90.");

/** The amount is a decimal of the workspace's currency, for each billing period. */
export const setSpendingLimitInput = z.strictObject({
  amount,
  /** Whether use stops there. Without it only mails are sent. */
  isHard: z.boolean(),
});

/** `centsOf("49.90")` is 4990. */
export const centsOf = (decimal: string): number => Math.round(Number(decimal) * 100);
