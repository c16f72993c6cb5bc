import { useTranslations } from "#translations";
import { type Column, ListTable } from "@/components/lists/list-table";
import { Badge } from "@/components/ui/badge";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";

export interface LoggedEvent {
  id: string;
  actor: string;
  /** What the actor is, where it is no member: "Operator". */
  actorKind: string | null;
  /** "renamed the project": ready to be followed by the subject. */
  deed: string;
  subject: string | null;
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
      cell: (event) => <Sentence {...event} />,
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
  return <ListTable label={t("title")} columns={columns} rows={events} nameOf={({ deed }) => deed} />;
}

const variants = { low: "outline", medium: "warning", high: "danger" } as const;

function Sentence({ actor, actorKind, deed, subject, detail, risk }: LoggedEvent) {
  const t = useTranslations("audit.risk");
  return (
    <p className="wrap-anywhere leading-5">
      <bdi className="font-medium">{actor}</bdi>{" "}
      {actorKind ? <Badge variant="outline">{actorKind}</Badge> : null}{" "}
      <span className="text-muted-foreground">{deed}</span>{" "}
      {subject ? <bdi className="font-medium">{subject}</bdi> : null}{" "}
      {risk ? <Badge variant={variants[risk]}>{t(risk)}</Badge> : null}
      {detail ? <span className="block text-muted-foreground text-[0.8125rem]">{detail}</span> : null}
    </p>
  );
}
