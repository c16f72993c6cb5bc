import type { EventLine } from "@/db/schema/platform";
import { events } from "@/db/schema/tenant";
import { isTenants, type PlatformDb, type StoreDb } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import type { Actor, Origin } from "./context";
import { fanOut } from "./fan-out";
import { leaveInOutbox } from "./outbox";
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

/**
 * An `emit` for `db`'s own transaction, so that an event exists if and only if its change does. Where that is the platform's,
 * the line waits in the outbox and is on its way to the workspace's history as soon as the transaction has committed.
 */
export function emitter(db: StoreDb | PlatformDb, source: EventSource, onEmit?: () => void): Emit {
  const { tenantId } = source;
  return async (type, subject, data = {}) => {
    const id = newId("evt");
    const line = lineOf(source, type, subject, data);
    if (isTenants(db)) {
      await db.insert(events).values({ tenantId, id, ...line });
      await fanOut(db, tenantId, [{ id, ...line }]);
    } else await leaveInOutbox(db, { tenantId, id, line });
    onEmit?.();
  };
}

function lineOf(
  { actor, origin, risk }: EventSource,
  type: EventType,
  subject: EventSubject | null,
  data: Record<string, unknown>,
): EventLine {
  return {
    type,
    actorKind: actor.kind,
    actorId: actor.id,
    actorLabel: actor.label,
    subjectId: subject?.id ?? null,
    subjectLabel: subject?.label ?? null,
    data,
    risk: risk ?? null,
    ip: origin?.ip ?? null,
    userAgent: origin?.userAgent ?? null,
    requestId: origin?.requestId ?? null,
  };
}
