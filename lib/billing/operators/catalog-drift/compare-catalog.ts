import { z } from "zod";
import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { wantedAtStripe } from "@/lib/billing/catalog";
import { meterFormula, readMeter } from "@/lib/billing/stripe/meters";
import { readPortalChanges } from "@/lib/billing/stripe/portal";
import { listPricesOf, listProducts } from "@/lib/billing/stripe/prices";
import { listEndpoints } from "@/lib/billing/stripe/webhook-endpoint";
import { platformCommand } from "@/lib/core/operation";
import { compareEndpoints } from "./compare-endpoints";
import { comparePrices } from "./compare-prices";
import { compareProducts } from "./compare-products";
import { type Difference, difference } from "./difference";

/**
 * Compares the plan catalog with what stands at Stripe: products, prices, the meter, the portal and what the webhook endpoint
 * is sent. Changes nothing; `billing push` repairs what says so. An empty list is the aim.
 */
export const compareCatalog = platformCommand({
  name: "billing.compare_catalog",
  summary: "Compare the plan catalog with Stripe",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: z.strictObject({}),
  output: z.object({ differences: z.array(difference) }),
  emits: [],
  emitsNothing: "looking changes nothing; Stripe is asked before the transaction, so it is no query",
  example: {},
  prepare: findDifferences,
  run: async (_scope, _input, differences: Difference[]) => ({ differences }),
});

async function findDifferences(): Promise<Difference[]> {
  const meter = await readMeter("apiCalls");
  const wanted = wantedAtStripe(meter?.id ?? "");
  const ids = wanted.products.map(({ id }) => id);
  const sold = await withPlatform((db) => db.select().from(planPrices));
  const [products, prices, portal, endpoints] = await Promise.all([
    listProducts(ids),
    Promise.all(ids.map(listPricesOf)),
    readPortalChanges(),
    listEndpoints(),
  ]);
  return [
    ...ofMeter(meter),
    ...compareProducts(wanted.products, products),
    ...comparePrices(wanted.prices, prices.flat(), sold),
    ...ofPortal(portal),
    ...compareEndpoints(endpoints),
  ];
}

function ofMeter(meter: Awaited<ReturnType<typeof readMeter>>): Difference[] {
  const of = { kind: "meter", name: "apiCalls" } as const;
  if (!meter) return [{ ...of, problem: "missing", here: meterFormula, there: null, isRepaired: true }];
  if (meter.formula === meterFormula) return [];
  return [{ ...of, problem: "other formula", here: meterFormula, there: meter.formula, isRepaired: false }];
}

function ofPortal(changed: string[] | null): Difference[] {
  const of = { kind: "portal", isRepaired: true, here: null, there: null } as const;
  if (!changed) return [{ ...of, name: "configuration", problem: "missing" }];
  return changed.map((name) => ({ ...of, name, problem: "other setting" }));
}
