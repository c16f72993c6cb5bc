import { and, eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { events, webhookMessages } from "@/db/schema/tenant";
import { alongside, type TenantDb } from "@/db/tenant";
import { isOwnId } from "@/lib/platform/id";
import { apiVersion, largestBody } from "./values";

type EventRow = typeof events.$inferSelect;

/**
 * What is sent of an event: rendered at the first attempt and kept, so that every other sends the same bytes. Null where the
 * history does not have the event.
 */
export async function messageOf(db: TenantDb, tenantId: string, eventId: string): Promise<string | null> {
  const mine = and(eq(webhookMessages.tenantId, tenantId), eq(webhookMessages.id, eventId));
  const find = () => db.select({ body: webhookMessages.body }).from(webhookMessages).where(mine);
  const [kept] = await find();
  if (kept) return kept.body;
  const [event] = await db
    .select()
    .from(events)
    .where(and(eq(events.tenantId, tenantId), eq(events.id, eventId)));
  if (!event) return null;
  const body = bodyOf(event, await workspaceOf(db, tenantId));
  await db.insert(webhookMessages).values({ tenantId, id: eventId, body }).onConflictDoNothing();
  const [first] = await find();
  return first?.body ?? body;
}

interface Workspace {
  id: string;
  slug: string;
}

/** The event as a receiver gets it; what does not fit is left to be asked for. */
export function bodyOf(event: EventRow, workspace: Workspace): string {
  const whole = JSON.stringify(faceOf(event, workspace, { detail: event.data }));
  if (Buffer.byteLength(whole) <= largestBody) return whole;
  return JSON.stringify(faceOf(event, workspace, { detail: {}, truncated: true }));
}

/** What the history shows of it, without where from: addresses and browsers of people are nobody else's business. */
function faceOf(event: EventRow, workspace: Workspace, data: Record<string, unknown>) {
  const { id, type, createdAt, actorKind, actorId, actorLabel, subjectId, subjectLabel } = event;
  // Billing's subjects have a vendor's ids, which are no part of what we promise.
  const object = subjectId && isOwnId(subjectId) ? { id: subjectId, name: subjectLabel } : null;
  return {
    ...{ id, type, timestamp: createdAt.toISOString(), apiVersion, workspace },
    actor: { kind: actorKind, id: actorId, name: actorLabel },
    data: { object, ...data },
  };
}

export async function workspaceOf(db: TenantDb, tenantId: string): Promise<Workspace> {
  const [row] = await alongside(db, tenantId, (beside) =>
    beside.select({ id: tenants.id, slug: tenants.slug }).from(tenants).where(eq(tenants.id, tenantId)),
  );
  if (!row) throw new Error("a workspace that is sent webhooks is not there");
  return row;
}
