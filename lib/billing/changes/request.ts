import type { z } from "zod";
import type { TenantDb } from "@/db/tenant";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { type Intent, joinIntent, lockIntents } from "@/lib/billing/intents";
import { type Command, command } from "@/lib/core/command";
import type { TenantContext } from "@/lib/core/context";
import type { EventType } from "@/lib/core/events";
import { plans } from "@/lib/entitlements/plans";
import { currentSubscription } from "./current-subscription";

/** What shall be asked of Stripe once the transaction that decided it has ended. */
export interface PlanRequest<P = Record<string, never>> {
  /** Its id makes every try the same request at Stripe. */
  intentId: string;
  customerId: string;
  subscriptionId: string;
  params: P;
}

interface Scope {
  db: TenantDb;
  context: TenantContext;
  subscription: PaidSubscription;
}

interface Declaration<I extends z.ZodType, P extends Record<string, unknown>> {
  name: string;
  kind: Intent["kind"];
  /** What the history says of having asked; what came of it is told by the sync. */
  event: EventType;
  input: I;
  whileRestricted?: boolean;
  /** Settles what to ask for, and refuses what our own rows already rule out. */
  prepare(scope: Scope, input: z.output<I>): Promise<P> | P;
  /** What the history names it by; the plan where nothing is said. */
  label?(params: P): string;
}

/**
 * Declares the first half of asking Stripe to change a subscription: permission, rules, intent and audit line, in one
 * transaction that ends before Stripe is spoken to. `carryOut` is the second half.
 */
export function requestCommand<I extends z.ZodType, P extends Record<string, unknown>>(
  declaration: Declaration<I, P>,
): Command<I, PlanRequest<P>> {
  const { name, kind, event, input, whileRestricted, prepare, label } = declaration;
  return command({
    name,
    permission: "billing:manage",
    whileRestricted,
    input,
    silent: "a second click joins the request that has told already",
    async run({ db, context, emit }, given): Promise<PlanRequest<P>> {
      await lockIntents(db, context.tenant.id);
      const subscription = await currentSubscription(db, context.tenant.id);
      const params = await prepare({ db, context, subscription }, given);
      const { intent, isJoined } = await joinIntent(db, context, { kind, params });
      const { stripeId, customerId, plan } = subscription;
      const subject = { id: stripeId, label: label?.(params) ?? plans[plan ?? "free"].name };
      if (!isJoined) await emit(event, subject, { intentId: intent.id });
      return { intentId: intent.id, customerId, subscriptionId: stripeId, params };
    },
  });
}
