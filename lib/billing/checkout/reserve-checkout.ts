import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { billingSubscriptions } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { arranged } from "@/lib/billing/changes/rules";
import { findPayingCurrency } from "@/lib/billing/find-currency";
import { findCustomerId } from "@/lib/billing/find-customer";
import {
  type CheckoutTerms,
  checkoutTerms,
  customerTerms,
  findOpenIntent,
  hashOf,
  type Intent,
  lockIntents,
  moveIntent,
  openIntent,
  underWay,
} from "@/lib/billing/intents";
import { recipientNameOf } from "@/lib/billing/recipient/get-recipient";
import type { startCheckoutInput } from "@/lib/billing/schema";
import { liveStatuses } from "@/lib/billing/sync/access";
import { isTrialGranted } from "@/lib/billing/trials/trial-grant";
import { type TrialKey, trialKeysOf } from "@/lib/billing/trials/trial-keys";
import type { TenantContext } from "@/lib/core/context";
import { AppError, invalidField } from "@/lib/core/errors";
import { type Currency, currencyNames, defaultCurrency, findCurrency } from "@/lib/entitlements/currencies";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import { occupiedSeats } from "@/lib/members/seat-limit";
import { clock } from "@/lib/platform/clock";
import { isTrialOpen } from "./trial";

export interface CheckoutIntent {
  id: string;
  terms: CheckoutTerms;
  sessionId: string | null;
}

/** What a checkout will be, decided and stored before Stripe hears of it. */
export interface Reservation {
  intent: CheckoutIntent;
  /** The one before it, on other terms: to be closed at Stripe before this one opens. */
  superseded: CheckoutIntent | null;
  /** What the trial it begins with has to be claimed for, if anything. */
  trialKeys: TrialKey[] | null;
  customer: { customerId: string } | { intentId: string; name: string; email: string | null };
}

/**
 * The first step of a checkout. Asked twice for the same terms it answers with the same intent.
 * Throws `conflict` where the workspace is subscribed already, or pays in another currency.
 */
export async function reserveCheckout(
  { db, context }: { db: WorkspaceDb; context: TenantContext },
  { plan, interval, seats, start, currency: asked }: z.output<typeof startCheckoutInput>,
): Promise<Reservation> {
  await lockIntents(db, context.tenant.id);
  const isTrial = start === "trial";
  await refuseWhereSubscribed(db, context.tenant.id);
  const trialKeys = isTrial ? await reserveTrial(db, context) : null;
  const currency = await currencyFor(db, context.tenant.id, asked);
  const extraSeats = await extraSeatsFor(db, plan, seats);
  const customer = await reserveCustomer(db, context);
  const recipient = await recipientNameOf(db, context.tenant);
  const terms = { plan, interval, extraSeats, isTrial, currency, recipient };
  return {
    customer,
    trialKeys,
    ...(await reserveIntent(db, context, terms)),
  };
}

/** Whose trial it would be; nobody's where an operator allowed it. Throws `conflict` where the workspace had its own. */
async function reserveTrial(db: WorkspaceDb, { tenant, actor }: TenantContext): Promise<TrialKey[] | null> {
  if (!(await isTrialOpen(db, tenant.id))) throw trialUsed();
  if (await isTrialGranted(db, tenant.id)) return null;
  const keys = await trialKeysOf(db, tenant.id, actor.kind === "user" ? actor.id : null);
  if (keys.length === 0) throw new AppError("conflict", "Verify your e-mail before you start a trial.");
  return keys;
}

async function refuseWhereSubscribed(db: WorkspaceDb, tenantId: string): Promise<void> {
  const live = await db
    .select({ plan: billingSubscriptions.plan })
    .from(billingSubscriptions)
    .where(
      and(
        eq(billingSubscriptions.tenantId, tenantId),
        inArray(billingSubscriptions.status, [...liveStatuses]),
      ),
    );
  if (live.some(({ plan }) => plan)) throw alreadySubscribed();
  if (live.length > 0) throw arranged();
}

export const alreadySubscribed = () =>
  new AppError("conflict", "This workspace already has a subscription. Reload the page to see it.");

const trialUsed = () => new AppError("conflict", "This workspace has had its trial. Choose a plan to go on.");

/** What it pays in already, else what is asked for. What was shown in another currency is not what would be charged. */
async function currencyFor(
  db: WorkspaceDb,
  tenantId: string,
  asked: Currency | undefined,
): Promise<Currency> {
  const held = findCurrency(await findPayingCurrency(db, tenantId));
  if (held && asked && held !== asked)
    throw new AppError(
      "conflict",
      `This workspace pays in ${currencyNames[held]}. Reload the page to see its prices.`,
    );
  return held ?? asked ?? defaultCurrency;
}

/** Room for everybody who is here, or for as many as asked. Throws `invalid` where that is too few. */
async function extraSeatsFor(db: WorkspaceDb, plan: PlanId, seats: number | undefined): Promise<number> {
  const occupied = await occupiedSeats(db);
  if (seats !== undefined && seats < occupied) {
    throw invalidField(
      "seats",
      `Members and open invitations take ${occupied} seats. Choose at least as many.`,
    );
  }
  return Math.max(0, (seats ?? occupied) - plans[plan].seats);
}

async function reserveCustomer(db: WorkspaceDb, context: TenantContext): Promise<Reservation["customer"]> {
  const { tenant, actor } = context;
  const customerId = await findCustomerId(db, tenant.id);
  if (customerId) return { customerId };
  const params = { name: tenant.name, email: actor.kind === "user" ? actor.email : null };
  const intent =
    (await findOpenIntent(db, tenant.id, "customer")) ??
    (await openIntent(db, context, { kind: "customer", params }));
  // An earlier try's words, not today's: Stripe refuses a key that comes back with other params.
  return { intentId: intent.id, ...customerTerms.parse(intent.params) };
}

async function reserveIntent(
  db: WorkspaceDb,
  context: TenantContext,
  terms: CheckoutTerms,
): Promise<Pick<Reservation, "intent" | "superseded">> {
  const open = await findOpenIntent(db, context.tenant.id, "checkout");
  if (open && open.paramsHash === hashOf(terms) && !isExpired(open)) {
    return { intent: checkoutIntentOf(open), superseded: null };
  }
  if (open) await moveIntent(db, context.tenant.id, open.id, { from: underWay, to: "superseded" });
  const fresh = await openIntent(db, context, { kind: "checkout", params: terms });
  return { intent: checkoutIntentOf(fresh), superseded: open && checkoutIntentOf(open) };
}

/** One without a session has nothing to expire: its key leads to the session it got, or to a new one. */
const isExpired = ({ expiresAt }: Intent): boolean => expiresAt !== null && expiresAt <= clock.now();

const checkoutIntentOf = ({ id, params, stripeId }: Intent): CheckoutIntent => ({
  id,
  terms: checkoutTerms.parse(params),
  sessionId: stripeId,
});
