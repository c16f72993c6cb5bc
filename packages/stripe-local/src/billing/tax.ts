import { ApiError } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer, Invoice, InvoiceLine } from "../types.js";
import { share } from "./money.js";

/** Demo tax: one flat rate per country, in percent. Real Stripe Tax knows products, places and thresholds. */
const DEMO_RATES: Record<string, number> = {
  AT: 20,
  BE: 21,
  DE: 19,
  ES: 21,
  FR: 20,
  GB: 20,
  IE: 23,
  IT: 22,
  NL: 21,
};

export interface TaxRate {
  id: string;
  percent: number;
  /** Why no more is taken, or that all of it is. */
  reason: "not_collecting" | "reverse_charge" | "standard_rated";
}

/** In percent; none where nobody collects. */
export const demoPercent = (country: string): number => DEMO_RATES[country] ?? 0;

/** The rate for a customer when automatic tax is on; it needs a country. */
export function taxRateFor(customer: Customer): TaxRate {
  const country = customer.address?.country;
  if (!country) throw locationMissing();
  const isExempt = customer.tax_exempt === "exempt" || customer.tax_exempt === "reverse";
  const percent = isExempt ? 0 : demoPercent(country);
  const isReverse = customer.tax_exempt === "reverse";
  return {
    id: `txr_demo_${country.toLowerCase()}${percent === 0 ? "_0" : ""}`,
    percent,
    reason: isReverse ? "reverse_charge" : percent === 0 ? "not_collecting" : "standard_rated",
  };
}

/** The rate of an invoice; none where tax is off, or where nobody knows yet which one it is. */
export function taxRateOf(sandbox: Sandbox, { customer, automatic_tax: tax }: Invoice): TaxRate | null {
  const owner = sandbox.store.get("customer", customer ?? "");
  return tax.enabled && isLocated(owner) ? taxRateFor(owner) : null;
}

export function taxStatusOf(sandbox: Sandbox, invoice: Invoice): Invoice["automatic_tax"]["status"] {
  if (!invoice.automatic_tax.enabled) return invoice.automatic_tax.status;
  return lacksPlace(sandbox, invoice) ? "requires_location_inputs" : "complete";
}

/** Whether tax is wanted and cannot be worked out for want of a place. */
export function lacksPlace(sandbox: Sandbox, { customer, automatic_tax: tax }: Invoice): boolean {
  return tax.enabled && !isLocated(sandbox.store.get("customer", customer ?? ""));
}

/**
 * A subscription's invoice that finalises itself does so without tax, for itself and for those after it
 * (docs: tax/customer-locations).
 */
export function dropTax(sandbox: Sandbox, invoice: Invoice): void {
  const off = {
    enabled: false,
    liability: null,
    provider: null,
    status: "requires_location_inputs",
  } as const;
  sandbox.store.change("invoice", invoice.id, {
    automatic_tax: { ...off, disabled_reason: "finalization_requires_location_inputs" },
  });
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (!subscription) return;
  sandbox.store.change("subscription", subscription, {
    automatic_tax: { enabled: false, liability: null, disabled_reason: "requires_location_inputs" },
  });
}

/** Whoever asks for the invoice to be finalised is refused, and the invoice says why (docs: invoice.finalization_failed). */
export function failFinalizing(sandbox: Sandbox, invoice: Invoice): ApiError {
  const { body } = locationMissing();
  const failed = sandbox.store.change("invoice", invoice.id, {
    automatic_tax: { ...invoice.automatic_tax, status: "requires_location_inputs" },
    last_finalization_error: { type: "invalid_request_error", code: body.code, message: body.message },
  });
  sandbox.emit("invoice.finalization_failed", failed);
  return new ApiError(400, body, true);
}

function isLocated({ address }: Customer): boolean {
  return Boolean(address?.country);
}

/** The tax of one line on its discounted amount, negative for a credit. */
export function lineTaxes(rate: TaxRate | null, net: number, isInclusive: boolean): InvoiceLine["taxes"] {
  if (!rate) return [];
  const excluding = isInclusive ? share(net, 100, 100 + rate.percent) : net;
  return [
    {
      amount: isInclusive ? net - excluding : share(net, rate.percent, 100),
      tax_behavior: isInclusive ? "inclusive" : "exclusive",
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: rate.reason,
      taxable_amount: excluding,
      type: "tax_rate_details",
    },
  ];
}

export function locationMissing(): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    code: "customer_tax_location_invalid",
    message:
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
  });
}
