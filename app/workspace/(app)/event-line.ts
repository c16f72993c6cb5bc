import type { EventLine } from "@/components/projects/event-list";
import { momentOf } from "@/components/projects/moment";
import { eventCatalog } from "@/lib/core/events";

interface RecordedEvent {
  id: string;
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  createdAt: Date;
}

const sentences: Record<string, string> = eventCatalog;

/** An event as a sentence. One that an earlier version wrote and this one does not know is shown by its type. */
export const eventLine = ({ id, type, actorLabel, subjectLabel, createdAt }: RecordedEvent): EventLine => ({
  id,
  actor: actorLabel,
  deed: sentences[type] ?? type,
  // "Kim joined the workspace Kim": who acts on themselves is named once.
  subject: subjectLabel === actorLabel ? null : subjectLabel,
  at: momentOf(createdAt),
});
