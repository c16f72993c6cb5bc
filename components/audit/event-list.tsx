import { Avatar } from "@/components/ui/avatar";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";

export interface EventLine {
  id: string;
  actor: string;
  /** Of a person who is still here; initials stand for everybody else. */
  picture?: string | null;
  /** "renamed the project": what the actor did, ready to be followed by the subject. */
  deed: string;
  subject: string | null;
  detail: string | null;
  at: Moment;
}

/** What happened, newest first, one sentence each. */
export function EventList({ events }: { events: EventLine[] }) {
  return (
    <ol className="grid gap-4">
      {events.map(({ id, actor, picture, deed, subject, detail, at }) => (
        <li key={id} className="flex gap-3">
          <Avatar name={actor} picture={picture} className="size-7 text-[0.625rem]" />
          <p className="min-w-0 flex-1 leading-5">
            <span className="font-medium">
              <bdi>{actor}</bdi>
            </span>{" "}
            <span className="text-muted-foreground">{deed}</span>{" "}
            {subject ? <bdi className="font-medium">{subject}</bdi> : null}
            {detail ? <span className="block text-muted-foreground text-[0.8125rem]">{detail}</span> : null}
            <span className="block text-muted-foreground text-xs">
              <RelativeTime moment={at} />
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}
