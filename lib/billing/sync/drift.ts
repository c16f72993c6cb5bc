import { billingDrift } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import type { Projection } from "./project";
import type { LocalState } from "./read-local";
import { accountRow, differencesOf } from "./write-rows";

export interface Drift {
  objectId: string;
  field: string;
  local: unknown;
  remote: unknown;
}

/** Every field in which the stored image differs from Stripe. A row that is missing here is one difference. */
export function driftOf(local: LocalState, projection: Projection): Drift[] {
  const account = accountRow(projection);
  return [
    ...differencesOf(local.customer, account).map((one) => ({ objectId: projection.customer.id, ...one })),
    ...driftOfRows(local.subscriptions, projection.subscriptions),
    ...driftOfRows(local.invoices, projection.invoices),
    ...driftOfRows(local.attempts, projection.attempts),
    ...driftOfRows(local.adjustments, projection.adjustments),
  ];
}

function driftOfRows(known: { stripeId: string }[], wanted: { stripeId: string }[]): Drift[] {
  return wanted.flatMap((remote) => {
    const { stripeId: objectId } = remote;
    const local = known.find(({ stripeId }) => stripeId === objectId);
    if (!local) return [{ objectId, field: "row", local: null, remote }];
    return differencesOf(local, remote).map((one) => ({ objectId, ...one }));
  });
}

/** Keeps what was found, for an operator to ask why: a repair alone would hide the hole it came through. */
export async function recordDrift(
  db: PlatformDb,
  { tenantId, customer }: Pick<LocalState, "tenantId" | "customer">,
  drift: Drift[],
): Promise<void> {
  if (drift.length === 0) return;
  const customerId = customer.stripeCustomerId;
  await db
    .insert(billingDrift)
    .values(drift.map((one) => ({ id: newId("dft"), tenantId, customerId, ...one })));
}
