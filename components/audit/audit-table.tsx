import { Sentence } from "@/components/audit/sentence";
import { Badge } from "@/components/ui/badge";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { SentencePart } from "@/lib/describe-event";

export interface LoggedEvent {
  id: string;
  /** What the actor is, where it is no member: "Operator". */
  actorKind: string | null;
  sentence: SentencePart[];
  detail: string | null;
  /** Of what was refused. */
  risk: "low" | "medium" | "high" | null;
  at: Moment;
  ip: string | null;
  device: string | null;
}

export function AuditTable({ events }: { events: LoggedEvent[] }) {
  return (
    <Table label="Audit log">
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">Event</TableHead>
          <TableHead>When</TableHead>
          <TableHead className="max-md:hidden">From</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {events.map((event) => (
          <EventLine key={event.id} {...event} />
        ))}
      </TableBody>
    </Table>
  );
}

const riskWords = {
  low: { name: "Low risk", variant: "outline" },
  medium: { name: "Medium risk", variant: "warning" },
  high: { name: "High risk", variant: "danger" },
} as const;

function EventLine({ actorKind, sentence, detail, risk, at, ip, device }: LoggedEvent) {
  return (
    <TableRow>
      <TableCell className="min-w-48">
        <p className="wrap-anywhere leading-5">
          <Sentence parts={sentence} /> {actorKind ? <Badge variant="outline">{actorKind}</Badge> : null}{" "}
          {risk ? <Badge variant={riskWords[risk].variant}>{riskWords[risk].name}</Badge> : null}
          {detail ? (
            <span className="block whitespace-pre-line text-muted-foreground text-[0.8125rem]">{detail}</span>
          ) : null}
        </p>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground">
        <RelativeTime moment={at} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground leading-5 max-md:hidden">
        <span className="block">{ip ?? "—"}</span>
        {device ? <span className="block text-[0.8125rem]">{device}</span> : null}
      </TableCell>
    </TableRow>
  );
}
