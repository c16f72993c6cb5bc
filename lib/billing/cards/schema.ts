import { z } from "zod";
import { card } from "@/lib/billing/shapes";

/** A card by the name it has at Stripe. */
export const cardReference = z.strictObject({ id: z.string().min(1).max(200) });

export const listedCard = card.extend({
  id: z.string(),
  /** Invoices and the subscription are charged to it. */
  isDefault: z.boolean(),
  expiry: z.enum(["expired", "soon"]).nullable(),
  /** Why it cannot be removed; null where it can. */
  keeping: z.enum(["default", "charged", "needed"]).nullable(),
});
export type ListedCard = z.output<typeof listedCard>;
