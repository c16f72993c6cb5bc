import type { z } from "zod";
import type { WorkspaceDb } from "@/db/tenant";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { type Intent, joinIntent, lockIntents } from "@/lib/billing/intents";
import type { TenantContext } from "@/lib/core/context";
import type { EventType } from "@/lib/core/events";
import { type Command, command, type Rest } from "@/lib/core/operation";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { carryOut, type KeyOf } from "./carry-out";
import { currentSubscription } from "./current-subscription";
import { refuseArranged } from "./rules";

/** What shall be asked of Stripe once the transaction that decided it has ended. */
export interface PlanRequest<P> {
  /** Its id makes every try the same request at Stripe. */
  intentId: string;
  customerId: string;
  subscriptionId: string;
  params: P;
}

interface Scope {
  db: WorkspaceDb;
  context: TenantContext;
  subscription: PaidSubscription;
}

interface Declaration<I extends z.ZodType, O extends z.ZodType, P extends Record<string, unknown>> {
  name: string;
  summary: string;
  kind: Intent["kind"];
  /** What the history says of having asked; what came of it is told by the sync. */
  event: EventType;
  input: I;
  output: O;
  rest: Rest;
  example: z.input<I>;
  allowedWhenReadOnly?: true;
  /** Also for a subscription that was made by hand. */
  allowedWhenArranged?: true;
  /** Settles what to ask for, and refuses what our own rows already rule out. */
  prepare(scope: Scope, input: z.output<I>): Promise<P> | P;
  /** What the history names it by; the plan where nothing is said. */
  label?(params: P): string;
  /** Asks Stripe; every request names itself by `keyOf`, so that a second try of it is the same. */
  ask(request: PlanRequest<P>, keyOf: KeyOf): Promise<z.output<O>>;
}

/**
 * Declares a change of a subscription. Permission, rules, intent and audit line are one transaction, which ends before
 * Stripe is spoken to; then it is asked, and what came of it is read back. A second click joins the first.
 */
export function planCommand<I extends z.ZodType, O extends z.ZodType, P extends Record<string, unknown>>({
  kind,
  event,
  allowedWhenArranged,
  prepare,
  label,
  ask,
  ...declaration
}: Declaration<I, O, P>): Command<I, O> {
  return command<I, O, PlanRequest<P>, EventType, "platform">({
    ...declaration,
    permission: "billing:manage",
    store: "platform",
    emits: [event],
    emitsNothing: "a second click joins the request that has told already",
    async run({ db, context, emit }, input) {
      await lockIntents(db, context.tenant.id);
      const subscription = await currentSubscription(db, context.tenant.id);
      if (!allowedWhenArranged) refuseArranged(subscription);
      const params = await prepare({ db, context, subscription }, input);
      const { intent, isJoined } = await joinIntent(db, context, { kind, params });
      const { stripeId, customerId, plan } = subscription;
      const subject = { id: stripeId, label: label?.(params) ?? planNameOf(plan) };
      if (!isJoined) await emit(event, subject, { intentId: intent.id });
      return { intentId: intent.id, customerId, subscriptionId: stripeId, params };
    },
    afterCommit: ({ context }, request) => carryOut(context, request, (keyOf) => ask(request, keyOf)),
  });
}
