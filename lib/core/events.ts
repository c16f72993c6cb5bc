import { events } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import type { Actor, Origin } from "./context";

/** The closed catalogue of what can happen in a workspace, each with the sentence the audit log shows after the actor. */
export const eventCatalog = {
  "workspace.created": "opened the workspace",
  "workspace.updated": "changed the workspace settings",
  "workspace.suspended": "suspended the workspace",
  "workspace.reactivated": "reactivated the workspace",
  "session.created": "signed in",
  "session.revoked": "ended a session",
  "account.updated": "changed their profile",
  "password.changed": "changed their password",
  "member.invited": "invited",
  "member.joined": "joined the workspace",
  "member.role_changed": "changed the role of",
  "member.removed": "removed",
  "member.left": "left the workspace",
  "invitation.revoked": "withdrew the invitation of",
  "invitation.resent": "sent the invitation again to",
  "ownership.transferred": "handed the workspace over to",
  "project.created": "created the project",
  "project.renamed": "renamed the project",
  "project.updated": "edited the project",
  "project.archived": "archived the project",
  "project.restored": "restored the project",
  "project.deleted": "deleted the project",
  "checkout.started": "started a checkout for",
  "subscription.activated": "activated the plan",
  "subscription.changed": "changed the plan to",
  "subscription.canceled": "ended the plan",
  "change.requested": "asked to change the plan to",
  "change.withdrawn": "withdrew the scheduled change to",
  "cancellation.requested": "asked to cancel the plan",
  "cancellation.withdrawn": "took back the cancellation of",
  "pause.requested": "asked to pause the plan",
  "resume.requested": "asked to resume the plan",
  "promotion.redeemed": "redeemed the promotion code",
  "payment.requested": "asked to collect the invoice",
  "subscription.change_scheduled": "scheduled the change to",
  "subscription.change_unscheduled": "dropped the scheduled change to",
  "subscription.change_pending": "holds back, until it is paid, the change to",
  "subscription.change_expired": "gave up, unpaid, the change to",
  "subscription.cancel_scheduled": "set an end to the plan",
  "subscription.cancel_undone": "removed the end of the plan",
  "subscription.paused": "paused the plan",
  "subscription.resumed": "resumed the plan",
  "subscription.discounted": "changed the discount on the plan",
  "subscription.restricted": "made the workspace read-only over the invoice",
  "subscription.recovered": "restored the plan",
  "subscription.renewal_announced": "announced the renewal of",
  "subscription.duplicated": "found a second subscription to",
  "trial.end_requested": "asked to end the trial of",
  "trial.ending": "announced the end of the trial of",
  "trial.extended": "extended the trial of",
  "collection.paused": "paused collection for",
  "collection.resumed": "resumed collection for",
  "card.expiring": "announced the end of the card",
  "customer.deleted": "deleted the customer",
  "invoice.issued": "issued the invoice",
  "invoice.paid": "paid the invoice",
  "invoice.payment_failed": "could not be charged for the invoice",
  "invoice.action_required": "asks for a confirmation of the payment of the invoice",
  "invoice.finalization_failed": "could not finish the invoice",
  "invoice.reminded": "sent a reminder of the invoice",
  "invoice.returned": "gave back money for the invoice",
  "invoice.disputed": "is disputed by the bank: the invoice",
  "plan.granted": "granted the plan",
  "plan.grant_ended": "ended the grant of the plan",
  "override.added": "set an exception for",
  "override.removed": "removed the exception for",
  "usage.warned": "warned of the use of",
  "billing.synced": "compared billing with Stripe for",
} as const;
export type EventType = keyof typeof eventCatalog;

export interface EventSubject {
  id: string;
  label?: string;
}

export interface EventSource {
  tenantId: string;
  actor: Actor;
  origin: Pick<Origin, "ip" | "userAgent" | "requestId"> | null;
}

export type Emit = (
  type: EventType,
  subject: EventSubject | null,
  data?: Record<string, unknown>,
) => Promise<void>;

/** An `emit` that writes into `db`'s own transaction, so that an event exists if and only if its change does. */
export function emitter(db: TenantDb, source: EventSource, onEmit?: () => void): Emit {
  return async (type, subject, data = {}) => {
    await db.insert(events).values({
      tenantId: source.tenantId,
      id: newId("event"),
      type,
      actorKind: source.actor.kind,
      actorId: source.actor.id,
      actorLabel: source.actor.label,
      subjectId: subject?.id ?? null,
      subjectLabel: subject?.label ?? null,
      data,
      ip: source.origin?.ip ?? null,
      userAgent: source.origin?.userAgent ?? null,
      requestId: source.origin?.requestId ?? null,
    });
    onEmit?.();
  };
}
