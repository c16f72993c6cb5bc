import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import type { Tenant } from "@/lib/core/context";
import { type OutputOf, query } from "@/lib/core/operation";
import { recipient } from "./schema";

/** Whom invoices are made out to; null where there is no customer at Stripe: the next checkout asks. */
export const getRecipient = query({
  name: "billing.get_recipient",
  summary: "Show whom invoices are made out to",
  permission: "billing:read",
  store: "platform",
  input: z.strictObject({}),
  output: z.object({ recipient: recipient.nullable() }),
  rest: "GET /invoice-recipient",
  example: {},
  async run({ db, context }) {
    const [account] = await db
      .select({ email: billingAccounts.email, billTo: billingAccounts.billTo })
      .from(billingAccounts)
      .where(and(eq(billingAccounts.tenantId, context.tenant.id), eq(billingAccounts.isDeleted, false)));
    if (!account) return { recipient: null };
    const { email, billTo } = account;
    return {
      recipient: {
        ...(billTo?.address ?? nowhere),
        name: billTo?.name ?? context.tenant.name,
        taxId: billTo?.taxIds[0]?.value ?? null,
        purchaseOrder: billTo?.purchaseOrder ?? null,
        email,
      },
    };
  },
});
export type Recipient = NonNullable<OutputOf<typeof getRecipient>["recipient"]>;

/** Its name: the workspace's own, where nobody has named another. */
export async function recipientNameOf(
  db: WorkspaceDb,
  { id, name }: Pick<Tenant, "id" | "name">,
): Promise<string> {
  const [account] = await db
    .select({ billTo: billingAccounts.billTo })
    .from(billingAccounts)
    .where(and(eq(billingAccounts.tenantId, id), eq(billingAccounts.isDeleted, false)));
  return account?.billTo?.name ?? name;
}

const nowhere = { line1: null, line2: null, postalCode: null, city: null, state: null, country: null };
