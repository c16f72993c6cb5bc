import { z } from "zod";
import { money } from "@/lib/billing/shapes";

/** One thing that a customer was billed otherwise than our own records say. */
export const finding = z.object({
  /** Our number; Stripe's id where we have none. */
  invoice: z.string(),
  /** Minor units, before discounts and tax: what was billed too much; below zero, too little. */
  amount: money,
  reason: z.string(),
});
export type Finding = z.output<typeof finding>;
