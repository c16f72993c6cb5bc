import { withStripe } from "./client";

export interface NewCustomer {
  tenantId: string;
  name: string;
  email: string | null;
}

/** Creates the customer, or finds the one an earlier try with the same key created. Returns its id. */
export async function createCustomer(
  { tenantId, name, email }: NewCustomer,
  idempotencyKey: string,
): Promise<string> {
  const { id } = await withStripe((stripe) =>
    stripe.customers.create(
      { name, email: email ?? undefined, metadata: { tenant_id: tenantId } },
      { idempotencyKey },
    ),
  );
  return id;
}
