import { events } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import type { Actor, Origin } from "./context";
import type { Risk } from "./risks";

/** What happened: `subject.verb`, in the past tense. Each noun declares its own, with the words the audit log shows. */
export type EventType = `${string}.${string}`;

export interface EventSubject {
  id: string;
  label?: string;
}

export interface EventSource {
  tenantId: string;
  actor: Actor;
  origin: Pick<Origin, "ip" | "userAgent" | "requestId"> | null;
  /** Of what was refused; a deed that was done has none. */
  risk?: Risk;
}

export type Emit<E extends EventType = EventType> = (
  type: E,
  subject: EventSubject | null,
  data?: Record<string, unknown>,
) => Promise<void>;

/** An `emit` that writes into `db`'s own transaction, so that an event exists if and only if its change does. */
export function emitter(db: TenantDb, source: EventSource, onEmit?: () => void): Emit {
  return async (type, subject, data = {}) => {
    await db.insert(events).values({
      tenantId: source.tenantId,
      id: newId("evt"),
      type,
      actorKind: source.actor.kind,
      actorId: source.actor.id,
      actorLabel: source.actor.label,
      subjectId: subject?.id ?? null,
      subjectLabel: subject?.label ?? null,
      data,
      risk: source.risk ?? null,
      ip: source.origin?.ip ?? null,
      userAgent: source.origin?.userAgent ?? null,
      requestId: source.origin?.requestId ?? null,
    });
    onEmit?.();
  };
}
