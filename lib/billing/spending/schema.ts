import { z } from "zod";

/** An amount as somebody types it. How much of it there may be depends on the currency. */
const amount = z
  .string({ error: "Enter an amount." })
  .trim()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, "Enter an amount, such as 50 or 49.90.");

/** The amount is a decimal of the workspace's currency, for each billing period. */
export const setSpendingLimitInput = z.strictObject({
  amount,
  /** Whether use stops there. Without it only mails are sent. */
  isHard: z.boolean(),
});
