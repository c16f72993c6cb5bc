import { useTranslations } from "#translations";
import { Sentence } from "@/components/audit/sentence";
import { type Column, ListTable } from "@/components/lists/list-table";
import { Badge } from "@/components/ui/badge";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
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
  const t = useTranslations("audit");
  const columns: Column<LoggedEvent>[] = [
    {
      key: "event",
      head: t("file.event"),
      className: "w-full sm:min-w-48",
      cell: (event) => <EventLine {...event} />,
    },
    { key: "at", head: t("file.at"), cell: ({ at }) => <RelativeTime moment={at} /> },
    {
      ...{ key: "from", head: t("origin"), className: "leading-5 max-md:hidden" },
      cell: ({ ip, device }) => (
        <>
          <span className="block">{ip ?? "—"}</span>
          {device ? <span className="block text-[0.8125rem]">{device}</span> : null}
        </>
      ),
    },
  ];
  return (
    <ListTable
      label={t("title")}
      columns={columns}
      rows={events}
      nameOf={({ sentence }) => sentence.map(({ text }) => text).join("")}
    />
  );
}

const variants = { low: "outline", medium: "warning", high: "danger" } as const;

function EventLine({ actorKind, sentence, detail, risk }: LoggedEvent) {
  const t = useTranslations("audit.risk");
  return (
    <p className="wrap-anywhere leading-5">
      <Sentence parts={sentence} /> {actorKind ? <Badge variant="outline">{actorKind}</Badge> : null}{" "}
      {risk ? <Badge variant={variants[risk]}>{t(risk)}</Badge> : null}
      {detail ? (
        <span className="block whitespace-pre-line text-muted-foreground text-[0.8125rem]">{detail}</span>
      ) : null}
    </p>
  );
}
