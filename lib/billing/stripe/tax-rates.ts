import type Stripe from "stripe";
import type { TaxSummary } from "@/db/schema/platform";

/** How many percent a rate is, by its id at Stripe. */
export type Percents = ReadonlyMap<string, number>;

type Taxes = Stripe.Invoice["total_taxes"] | Stripe.CreditNote["total_taxes"];

/** A rate never changes at Stripe; another one takes its place. */
const known = new Map<string, number>();

/** The percentages of all rates that are named, read from Stripe the first time each is met. */
export async function readPercents(stripe: Stripe, documents: { total_taxes: Taxes }[]): Promise<Percents> {
  const named = new Set(documents.flatMap(({ total_taxes }) => (total_taxes ?? []).flatMap(rateOf)));
  const unknown = [...named].filter((id) => !known.has(id));
  const rates = await Promise.all(unknown.map((id) => stripe.taxRates.retrieve(id)));
  for (const { id, percentage, effective_percentage } of rates)
    known.set(id, effective_percentage ?? percentage);
  return known;
}

/** What each rate comes to. Minor units; below zero where money goes back. */
export const taxesOf = (taxes: Taxes, percents: Percents): TaxSummary[] =>
  (taxes ?? []).map((tax) => ({
    percent: percents.get(tax.tax_rate_details?.tax_rate ?? "") ?? null,
    taxable: tax.taxable_amount ?? 0,
    amount: tax.amount,
    reason: tax.taxability_reason,
  }));

const rateOf = ({ tax_rate_details: details }: NonNullable<Taxes>[number]): string[] =>
  details?.tax_rate ? [details.tax_rate] : [];
