import { z } from "zod";
import { withPlatform, withWorkspace } from "@/db/tenant";
import { checkoutTerms, findOpenIntent, moveIntent, underWay } from "@/lib/billing/intents";
import { startCheckoutInput } from "@/lib/billing/schema";
import { pageToGo } from "@/lib/billing/shapes";
import { closeCheckoutSession } from "@/lib/billing/stripe/checkout";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { syncNow } from "@/lib/billing/sync/sync";
import { claimTrial, releaseClaims } from "@/lib/billing/trials/redemptions";
import { type TrialKey, workspaceHashOf } from "@/lib/billing/trials/trial-keys";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { runCommand } from "@/lib/core/run";
import { plans } from "@/lib/entitlements/plans";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { closeSession, sessionFor } from "./checkout-session";
import { ensureCustomer } from "./ensure-customer";
import {
  alreadySubscribed,
  type CheckoutIntent,
  type Reservation,
  reserveCheckout,
} from "./reserve-checkout";

/** Starts a checkout and returns the address to pay at. The same terms give the same address until it is paid. */
export const startCheckout = command({
  name: "checkout.start",
  summary: "Start a checkout",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: startCheckoutInput,
  output: pageToGo,
  emits: [],
  emitsNothing: "nothing has happened until the session exists; recording that tells",
  rest: "POST /checkouts",
  example: { plan: "professional", interval: "monthly" },
  run: reserveCheckout,
  afterCommit: ({ context }, reservation) => openCheckout(context, reservation),
});

/**
 * The second step, with Stripe and so outside of any transaction: the customer, the end of an older session, the session
 * itself. Any of them may have happened before; each is keyed by its intent, so that it happens once.
 */
async function openCheckout(
  context: TenantContext,
  { intent, superseded, customer, trialKeys }: Reservation,
): Promise<{ url: string }> {
  const { tenant } = context;
  if (trialKeys) await claim(context, intent, trialKeys);
  else if (superseded?.terms.isTrial)
    await withPlatform((db) => releaseClaims(db, workspaceHashOf(tenant.id)));
  const customerId = await ensureCustomer(context, customer);
  const older = superseded && (await closeSession(tenant, customerId, superseded));
  if (older?.status === "complete") return refusePaid(context, customerId, intent);
  const session = await sessionFor(tenant, customerId, intent).catch((cause) =>
    giveUp(context, customerId, intent, cause),
  );
  if (session.status === "complete") return refusePaid(context, customerId, intent);
  if (session.status === "expired" || !session.url) {
    await mark(context, intent, "expired");
    throw new AppError("conflict", "That checkout has expired. Please start again.");
  }
  const made = {
    intentId: intent.id,
    sessionId: session.id,
    expiresAt: session.expiresAt.toISOString(),
  };
  const recorded = await runCommand(recordCheckout, context, made);
  if (recorded.ok || recorded.reason === "already_open") return { url: session.url };
  await closeCheckoutSession(session.id);
  throw new AppError(
    "conflict",
    "Another checkout was started meanwhile. Please use that one or start again.",
  );
}

/** Other workspaces' trials are in no transaction of this one, so it is claimed after the commit and before Stripe is asked. */
async function claim(context: TenantContext, intent: CheckoutIntent, keys: TrialKey[]): Promise<void> {
  const by = workspaceHashOf(context.tenant.id);
  if (await withPlatform((db) => claimTrial(db, by, keys))) return;
  await mark(context, intent, "failed");
  throw new AppError(
    "conflict",
    "A trial was used before by you or your company, so there is none here. You can buy the plan right away.",
  );
}

/** The last step: remembers the session and tells; unless another checkout has taken this one's place. */
export const recordCheckout = command({
  name: "checkout.record",
  summary: "Note the session that a checkout was given",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({ intentId: z.string(), sessionId: z.string(), expiresAt: instant }),
  output: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true) }),
    z.object({ ok: z.literal(false), reason: z.enum(["already_open", "superseded"]) }),
  ]),
  emits: ["checkout.started"],
  rest: { none: "the last step of POST /checkouts" },
  example: {
    intentId: exampleId("int"),
    sessionId: "cs_test_example",
    expiresAt: "2026-11-02T10:00:00.000Z",
  },
  async run({ db, context, emit }, { intentId, sessionId, expiresAt }) {
    const { id: tenantId } = context.tenant;
    const change = { from: ["pending" as const], to: "open" as const, stripeId: sessionId, expiresAt };
    const opened = await moveIntent(db, tenantId, intentId, change);
    if (!opened) {
      const current = await findOpenIntent(db, tenantId, "checkout");
      return { ok: false, reason: current?.id === intentId ? "already_open" : "superseded" } as const;
    }
    const { plan, recipient: _, ...terms } = checkoutTerms.parse(opened.params);
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

/**
 * Stripe said no to these params and would again: the next try must not repeat them. The customer may be deleted and nobody
 * has told us, so it is read again: the next try then has a new one.
 */
async function giveUp(
  context: TenantContext,
  customerId: string,
  intent: CheckoutIntent,
  cause: unknown,
): Promise<never> {
  if (!isRefusedByStripe(cause)) throw cause;
  await mark(context, intent, "failed");
  await syncNow(customerId);
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
  await withWorkspace(tenant.id, (db) => moveIntent(db, tenant.id, id, { from: underWay, to }));
}
