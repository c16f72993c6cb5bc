import { demoPercent } from "../billing/tax.js";
import { noSuch } from "../errors.js";
import { object } from "../params.js";
import { type Route, route } from "../router.js";
import type { TaxRate } from "../types.js";

/** The rates that the demo tax is worked out with, as an invoice names them. They are nowhere stored. */
export const taxRateRoutes: Route[] = [
  route("GET /v1/tax_rates/:id", object({}), (sandbox, _, id) => {
    const [, country, zero] = /^txr_demo_([a-z]{2})(_0)?$/.exec(id) ?? [];
    if (!country) throw noSuch("tax_rate", id);
    return taxRate(id, country.toUpperCase(), zero ? 0 : demoPercent(country.toUpperCase()), sandbox.now());
  }),
];

function taxRate(id: string, country: string, percentage: number, created: number): TaxRate {
  return {
    id,
    object: "tax_rate",
    active: false,
    country,
    created,
    description: null,
    display_name: "Demo tax",
    effective_percentage: percentage,
    flat_amount: null,
    inclusive: false,
    jurisdiction: null,
    jurisdiction_level: "country",
    livemode: false,
    metadata: {},
    percentage,
    rate_type: "percentage",
    state: null,
    tax_type: "vat",
  };
}
