import type { Sandbox } from "../sandbox.js";
import type { Invoice, InvoiceLine } from "../types.js";
import { inCurrency, leastCharge } from "./currencies.js";
import { discountParts } from "./discounts.js";
import { sum } from "./money.js";
import { lineTaxes, type TaxRate } from "./tax.js";

type Totals = Pick<
  Invoice,
  | "subtotal"
  | "subtotal_excluding_tax"
  | "total"
  | "total_excluding_tax"
  | "total_discount_amounts"
  | "total_taxes"
  | "amount_due"
  | "amount_remaining"
>;

/** Fills discounts and taxes in. A proration brings its own discount amounts and is not discounted again. */
export function settleLines(
  sandbox: Sandbox,
  lines: InvoiceLine[],
  {
    discounts,
    rate,
    mode,
    currency,
  }: { discounts: string[]; rate: TaxRate | null; mode: { type: string } | undefined; currency: string },
): InvoiceLine[] {
  const parts = lines.map((line) => ({
    amount: line.discountable ? line.amount : 0,
    product: line.pricing?.price_details?.product ?? null,
  }));
  const reductions = discountParts(sandbox, discounts, parts, { mode, currency });
  return lines.map((line, index) => {
    const discountAmounts = line.discountable ? (reductions[index] ?? []) : (line.discount_amounts ?? []);
    const net = line.amount - sum(discountAmounts, (each) => each.amount);
    const price = sandbox.store.find("price", line.pricing?.price_details?.price);
    const behavior = price && inCurrency(price, currency).tax_behavior;
    const taxes = lineTaxes(rate, net, behavior === "inclusive");
    return { ...line, discount_amounts: discountAmounts, taxes };
  });
}

/** Sums of settled lines. What is due is corrected for the customer's balance when the invoice is finalised. */
export function totalsOf(lines: InvoiceLine[], startingBalance: number, currency: string): Totals {
  const subtotal = sum(lines, (line) => line.amount);
  const discount = sum(lines, (line) => sum(line.discount_amounts ?? [], (each) => each.amount));
  const exclusive = sum(lines, (line) => taxOf(line, "exclusive"));
  const inclusive = sum(lines, (line) => taxOf(line, "inclusive"));
  const total = subtotal - discount + exclusive;
  const due = amountDue(total, startingBalance, currency);
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_excluding_tax: total - exclusive - inclusive,
    total_discount_amounts: mergedDiscounts(lines),
    total_taxes: mergedTaxes(lines),
    amount_due: due,
    amount_remaining: due,
  };
}

/** Below the least that Stripe charges in a currency nothing is collected; the amount moves to the balance. */
function amountDue(total: number, startingBalance: number, currency: string): number {
  const due = Math.max(0, total + startingBalance);
  return due < leastCharge(currency) ? 0 : due;
}

function taxOf(line: InvoiceLine, behavior: "exclusive" | "inclusive"): number {
  return sum(line.taxes ?? [], (tax) => (tax.tax_behavior === behavior ? tax.amount : 0));
}

function mergedDiscounts(lines: InvoiceLine[]): { amount: number; discount: string }[] {
  const amounts = new Map<string, number>();
  for (const each of lines.flatMap((line) => line.discount_amounts ?? [])) {
    amounts.set(each.discount, (amounts.get(each.discount) ?? 0) + each.amount);
  }
  return [...amounts].map(([discount, amount]) => ({ amount, discount }));
}

/** The taxes of all lines as one: the demo rate is one for the customer. */
export function mergedTaxes(lines: Pick<InvoiceLine, "taxes">[]): NonNullable<Invoice["total_taxes"]> {
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const first = taxes[0];
  if (!first) return [];
  const taxable = sum(taxes, (tax) => tax.taxable_amount ?? 0);
  return [{ ...first, amount: sum(taxes, (tax) => tax.amount), taxable_amount: taxable }];
}
