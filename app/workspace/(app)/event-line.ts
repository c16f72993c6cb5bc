import type { EventLine } from "@/components/audit/event-list";
import { momentOf } from "@/components/ui/moment";
import { describeEvent } from "@/lib/describe-event";
import type { Formats } from "@/lib/platform/formats";
import type { Language } from "@/lib/platform/languages";

interface RecordedEvent {
  id: string;
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  data: Record<string, unknown>;
  createdAt: Date;
}

/** An event as a sentence of its reader's. */
export function eventLine(event: RecordedEvent, language: Language, formats: Formats): EventLine {
  const { id, actorLabel: actor, createdAt } = event;
  return { id, actor, ...describeEvent(event, language), at: momentOf(createdAt, formats) };
}
