import { eq } from "drizzle-orm";
import { z } from "zod";
import { billingCustomers } from "@/db/schema/platform";
import { query } from "@/lib/core/query";
import { syncNow } from "./sync/sync";

/** Who pays for the workspace at Stripe; null before the first checkout. */
export const getPayer = query({
  name: "billing.get_payer",
  permission: "billing:read",
  input: z.strictObject({}),
  async run({ db, context }) {
    const [payer] = await db
      .select({ customerId: billingCustomers.stripeCustomerId })
      .from(billingCustomers)
      .where(eq(billingCustomers.tenantId, context.tenant.id));
    return payer ?? null;
  },
});

const patienceMs = 3_000;

/** Reads the payer from Stripe before a page is drawn, where its webhook may still be on the way. */
export async function lookAgain(payer: { customerId: string } | null): Promise<void> {
  if (payer) await syncNow(payer.customerId, patienceMs);
}
