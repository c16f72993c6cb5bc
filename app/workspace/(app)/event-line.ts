import type { EventLine } from "@/components/audit/event-list";
import { momentOf } from "@/components/ui/moment";
import { describeEvent } from "@/lib/describe-event";

interface RecordedEvent {
  id: string;
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  createdAt: Date;
}

/** An event as a sentence. */
export function eventLine(event: RecordedEvent): EventLine {
  const { id, actorLabel: actor, createdAt } = event;
  const { deed, subject } = describeEvent({ ...event, data: {} });
  return { id, actor, deed, subject, at: momentOf(createdAt) };
}
