import { site } from "@/env";
import { AppError, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { workspaceUrl } from "@/lib/tenancy/host";
import { findCustomerId } from "./find-customer";
import { openPortalInput } from "./schema";
import { pageToGo } from "./shapes";
import { isRefusedByStripe, isUnknownToStripe } from "./stripe/client";
import { createPortalSession } from "./stripe/portal";
import { syncNow } from "./sync/sync";

/**
 * The address of Stripe's page for the card, the address and the invoices, or of its form for the card alone. It leads
 * back to Billing, whose address then says where one comes from: the card may be known there before it is here.
 * Throws `not_found` before the first checkout and once the customer was deleted at Stripe, and `unavailable` where Stripe
 * refuses.
 */
export const openPortal = command({
  name: "portal.open",
  summary: "Open the payment portal",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: openPortalInput,
  output: pageToGo,
  emits: [],
  emitsNothing: "looking changes nothing; what is changed at Stripe comes back as events",
  rest: "POST /portal-sessions",
  example: { flow: "payment_method_update" },
  async run({ db, context: { tenant } }, { flow }) {
    const customerId = await findCustomerId(db, tenant.id);
    if (!customerId) throw notFound("payment account");
    return { customerId, flow: flow ?? null };
  },
  async afterCommit({ context: { tenant } }, { customerId, flow }) {
    const returnUrl = workspaceUrl(site(), tenant.slug, "/settings/billing?from=portal");
    const url = await createPortalSession(customerId, returnUrl, flow).catch((cause) =>
      giveUp(customerId, cause),
    );
    return { url };
  },
});

/** The customer may be deleted at Stripe and nobody has told us: it is read again, and the next checkout makes another. */
async function giveUp(customerId: string, cause: unknown): Promise<never> {
  if (!isRefusedByStripe(cause)) throw cause;
  await syncNow(customerId);
  if (isUnknownToStripe(cause)) throw notFound("payment account");
  throw new AppError(
    "unavailable",
    "The payment portal could not be opened. Reload the page and try again.",
    { cause },
  );
}
