import { z } from "zod";
import { emailSchema } from "@/lib/auth/schema";
import { isCountry } from "@/lib/platform/countries";
import { lineOf } from "@/lib/platform/display-name";
import { notATaxId, taxIdTypeOf } from "./tax-id-types";

const missing = "Enter something, or leave this empty.";
const line = (most: number) => lineOf({ most, missing }).optional();

/** Whom invoices are made out to. What is left out is taken off. */
export const recipientInput = z
  .strictObject({
    name: lineOf({ most: 150, missing: "Enter the name of the company or person." }),
    line1: lineOf({ most: 100, missing: "Enter the street and number." }),
    line2: line(100),
    postalCode: line(20),
    city: lineOf({ most: 80, missing: "Enter the city." }),
    state: line(80),
    /** As ISO 3166-1 has it: DE. */
    country: z.string({ error: "Choose a country." }).refine(isCountry, "Choose a country."),
    taxId: line(40),
    /** Printed on every invoice from now on. */
    purchaseOrder: line(80),
    email: emailSchema,
  })
  .refine(({ country, taxId }) => !taxId || taxIdTypeOf(country, taxId) !== null, {
    path: ["taxId"],
    error: ({ input }) => refusalOf(input),
  });
export type RecipientInput = z.output<typeof recipientInput>;

function refusalOf(input: unknown): string {
  const { country, taxId } = z.object({ country: z.string(), taxId: z.string() }).parse(input);
  return notATaxId(country, taxId);
}

/** The same as it leaves: what nobody has said yet is null. */
export const recipient = z.object({
  name: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  country: z.string().nullable(),
  taxId: z.string().nullable(),
  purchaseOrder: z.string().nullable(),
  email: z.string().nullable(),
});
