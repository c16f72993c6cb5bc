import { and, eq, inArray } from "drizzle-orm";
import { billingAccounts, entitlements, planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { isIssued } from "@/lib/billing/sync/invoice-number";
import { type Projection, project } from "@/lib/billing/sync/project";
import { type LocalState, readLocal } from "@/lib/billing/sync/read-local";
import type { Catalog } from "@/lib/billing/sync/states";
import { accountRow, differencesOf } from "@/lib/billing/sync/write-rows";
import { wrongSums } from "../identity/identity";
import type { World } from "./world";

/** Every customer whose stored image is not what Stripe's state calls for, with what differs. */
export async function driftedCustomers(customerIds: string[]): Promise<Map<string, string[]>> {
  const prices = await withPlatform((db) => db.select().from(planPrices));
  const catalog: Catalog = new Map(prices.map((price) => [price.stripePriceId, price]));
  const drifted = new Map<string, string[]>();
  for (const customerId of customerIds) {
    const differences = await driftOfCustomer(customerId, catalog);
    if (differences.length > 0) drifted.set(customerId, differences);
  }
  return drifted;
}

/** Every customer in whose books a sum does not come out, with which. */
export async function unbalancedCustomers({ stripe, customers }: World): Promise<Map<string, string[]>> {
  const payers = await withPlatform((db) =>
    db
      .select({ tenantId: billingAccounts.tenantId, customerId: billingAccounts.stripeCustomerId })
      .from(billingAccounts)
      .where(inArray(billingAccounts.stripeCustomerId, customers)),
  );
  const unbalanced = new Map<string, string[]>();
  for (const { tenantId, customerId } of payers) {
    const wrong = await wrongSums(stripe, tenantId, [customerId]);
    if (wrong.length > 0) unbalanced.set(customerId, wrong);
  }
  return unbalanced;
}

async function driftOfCustomer(customerId: string, catalog: Catalog): Promise<string[]> {
  const snapshot = await fetchSnapshot(customerId);
  return withPlatform(async (db) => {
    const local = await readLocal(db, customerId);
    if (!local) return [`${customerId} is unknown here`];
    const projection = project(snapshot, catalog, local);
    const { plan, extraSeats, access } = projection.grant;
    const granted = and(
      eq(entitlements.tenantId, local.tenantId),
      eq(entitlements.plan, plan),
      eq(entitlements.extraSeats, extraSeats),
      eq(entitlements.access, access),
    );
    const isGranted = (await db.select().from(entitlements).where(granted)).length === 1;
    return [...differencesBetween(local, projection), ...(isGranted ? [] : ["entitlement"])];
  });
}

function differencesBetween(local: LocalState, wanted: Projection): string[] {
  const { subscriptions, invoices, attempts, adjustments } = local;
  return [
    ...differencesOf(local.customer, accountRow(wanted)).map(told),
    ...betweenRows(subscriptions, wanted.subscriptions),
    ...betweenRows(invoices, wanted.invoices),
    ...betweenRows(attempts, wanted.attempts),
    ...betweenRows(adjustments, wanted.adjustments),
    ...invoices
      .filter((one) => isIssued(one) === (one.number === null))
      .map(({ stripeId }) => `${stripeId} number`),
  ];
}

/** Both ways: a row that Stripe does not know is as wrong as one that is missing. */
function betweenRows(local: { stripeId: string }[], wanted: { stripeId: string }[]): string[] {
  const known = new Map(local.map((row) => [row.stripeId, row]));
  const expected = new Set(wanted.map(({ stripeId }) => stripeId));
  return [
    ...local
      .filter(({ stripeId }) => !expected.has(stripeId))
      .map(({ stripeId }) => `${stripeId} is too much`),
    ...wanted.flatMap((row) => {
      const stored = known.get(row.stripeId);
      if (!stored) return [`${row.stripeId} is missing`];
      return differencesOf(stored, row).map((one) => `${row.stripeId} ${told(one)}`);
    }),
  ];
}

const told = ({ field, local, remote }: ReturnType<typeof differencesOf>[number]): string =>
  `${field}: ${JSON.stringify(local)} instead of ${JSON.stringify(remote)}`;
