import type { EventLine } from "@/components/audit/event-list";
import { momentOf } from "@/components/ui/moment";
import { describeEvent } from "@/lib/describe-event";

interface RecordedEvent {
  id: string;
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  data: Record<string, unknown>;
  createdAt: Date;
}

/** An event as a sentence. */
export function eventLine(event: RecordedEvent): EventLine {
  const { id, actorLabel: actor, createdAt } = event;
  return { id, actor, ...describeEvent(event), at: momentOf(createdAt) };
}
