import { z } from "zod";

/** One thing in which Stripe is not what the catalog says. */
export const difference = z.object({
  kind: z.enum(["product", "price", "meter", "portal", "webhook"]),
  name: z.string(),
  /** Such as "missing", "archived" or "other amount". */
  problem: z.string(),
  here: z.string().nullable(),
  there: z.string().nullable(),
  /** Whether pushing the catalog sets it right. */
  isRepaired: z.boolean(),
});
export type Difference = z.output<typeof difference>;
