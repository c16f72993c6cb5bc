import { Sentence } from "@/components/audit/sentence";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import type { SentencePart } from "@/lib/describe-event";

export interface EventLine {
  id: string;
  actor: string;
  /** Of a person who is still here; initials stand for everybody else. */
  picture?: string | null;
  sentence: SentencePart[];
  detail: string | null;
  at: Moment;
}

/** What happened, newest first, one sentence each. */
export function EventList({ events }: { events: EventLine[] }) {
  return (
    <ol className="grid gap-4">
      {events.map(({ id, actor, picture, sentence, detail, at }) => (
        <li key={id} className="flex gap-3">
          <IdentityAvatar name={actor} picture={picture} className="size-7 text-[0.625rem]" />
          <p className="min-w-0 flex-1 leading-5">
            <Sentence parts={sentence} />
            {detail ? (
              <span className="block whitespace-pre-line text-muted-foreground text-[0.8125rem]">
                {detail}
              </span>
            ) : null}
            <span className="block text-muted-foreground text-xs">
              <RelativeTime moment={at} />
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}
