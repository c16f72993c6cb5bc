import { z } from "zod";
import { withTenant } from "@/db/tenant";
import { checkoutTerms, findOpenIntent, moveIntent, underWay } from "@/lib/billing/intents";
import type { StartCheckoutInput } from "@/lib/billing/schema";
import { closeCheckoutSession } from "@/lib/billing/stripe/checkout";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { syncNow } from "@/lib/billing/sync/sync";
import { command, execute } from "@/lib/core/command";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { plans } from "@/lib/entitlements/plans";
import { closeSession, sessionFor } from "./checkout-session";
import { ensureCustomer } from "./ensure-customer";
import {
  alreadySubscribed,
  type CheckoutIntent,
  type Reservation,
  reserveCheckout,
} from "./reserve-checkout";

/** Starts a checkout and returns the address to pay at. The same terms give the same address until it is paid. */
export async function startCheckout(
  context: TenantContext,
  input: StartCheckoutInput,
): Promise<{ url: string }> {
  return openCheckout(context, await execute(reserveCheckout, context, input));
}

/**
 * The second step, with Stripe and so outside of any transaction: the payer, the end of an older session, the session
 * itself. Any of them may have happened before; each is keyed by its intent, so that it happens once.
 */
export async function openCheckout(
  context: TenantContext,
  { intent, superseded, payer }: Reservation,
): Promise<{ url: string }> {
  const { tenant } = context;
  const customerId = await ensureCustomer(context, payer);
  const older = superseded && (await closeSession(tenant, customerId, superseded));
  if (older?.status === "complete") return refusePaid(context, customerId, intent);
  const session = await sessionFor(tenant, customerId, intent).catch((cause) =>
    giveUp(context, intent, cause),
  );
  if (session.status === "complete") return refusePaid(context, customerId, intent);
  if (session.status === "expired" || !session.url) {
    await mark(context, intent, "expired");
    throw new AppError("conflict", "That checkout has expired. Please start again.");
  }
  const made = { intentId: intent.id, sessionId: session.id, expiresAt: session.expiresAt };
  const recorded = await execute(recordCheckout, context, made);
  if (recorded.ok || recorded.reason === "already_open") return { url: session.url };
  await closeCheckoutSession(session.id);
  throw new AppError(
    "conflict",
    "Another checkout was started meanwhile. Please use that one or start again.",
  );
}

/** The last step: remembers the session and tells; unless another checkout has taken this one's place. */
export const recordCheckout = command({
  name: "checkout.record",
  permission: "billing:manage",
  whileRestricted: true,
  input: z.strictObject({ intentId: z.string(), sessionId: z.string(), expiresAt: z.date() }),
  async run({ db, context, emit }, { intentId, sessionId, expiresAt }) {
    const { id: tenantId } = context.tenant;
    const change = { from: ["pending" as const], to: "open" as const, stripeId: sessionId, expiresAt };
    const opened = await moveIntent(db, tenantId, intentId, change);
    if (!opened) {
      const current = await findOpenIntent(db, tenantId, "checkout");
      return { ok: false, reason: current?.id === intentId ? "already_open" : "superseded" } as const;
    }
    const { plan, ...terms } = checkoutTerms.parse(opened.params);
    await emit("checkout.started", { id: intentId, label: plans[plan].name }, terms);
    return { ok: true } as const;
  },
});

/** It was paid and we had not heard: learn it now, and say so instead of selling a second one. */
async function refusePaid(
  context: TenantContext,
  customerId: string,
  intent: CheckoutIntent,
): Promise<never> {
  await syncNow(customerId);
  await mark(context, intent, "failed");
  throw alreadySubscribed();
}

/** Stripe said no to these params and would again: the next try must not repeat them. */
async function giveUp(context: TenantContext, intent: CheckoutIntent, cause: unknown): Promise<never> {
  if (!isRefusedByStripe(cause)) throw cause;
  await mark(context, intent, "failed");
  throw new AppError(
    "unavailable",
    "The checkout could not be opened. Nothing was charged; please try again.",
    {
      cause,
    },
  );
}

async function mark(
  { tenant }: TenantContext,
  { id }: CheckoutIntent,
  to: "expired" | "failed",
): Promise<void> {
  await withTenant(tenant.id, (db) => moveIntent(db, tenant.id, id, { from: underWay, to }));
}
