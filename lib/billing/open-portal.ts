import { eq } from "drizzle-orm";
import { billingCustomers } from "@/db/schema/platform";
import { site } from "@/env";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { workspaceUrl } from "@/lib/tenancy/host";
import { openPortalInput } from "./schema";
import { createPortalSession, type PortalFlow } from "./stripe/portal";

/** Whose portal may be opened from this workspace. Throws `not_found` before the first checkout. */
export const requestPortal = command({
  name: "billing.request_portal",
  permission: "billing:manage",
  whileRestricted: true,
  input: openPortalInput,
  silent: "looking changes nothing; what is changed at Stripe comes back as events",
  async run({ db, context: { tenant } }, { flow }) {
    const [payer] = await db
      .select({ customerId: billingCustomers.stripeCustomerId })
      .from(billingCustomers)
      .where(eq(billingCustomers.tenantId, tenant.id));
    if (!payer) throw notFound("payment account");
    return { ...payer, slug: tenant.slug, flow: flow ?? null };
  },
});

interface Visit {
  customerId: string;
  slug: string;
  flow: PortalFlow | null;
}

/**
 * The address of Stripe's page for the card, the address and the invoices, or of its form for the card alone. It leads
 * back to Billing, whose address then says where one comes from: the card may be known there before it is here.
 */
export async function openPortal({ customerId, slug, flow }: Visit): Promise<{ url: string }> {
  const returnUrl = workspaceUrl(site(), slug, "/settings/billing?from=portal");
  return { url: await createPortalSession(customerId, returnUrl, flow) };
}
