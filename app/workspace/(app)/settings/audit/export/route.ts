import { exportEvents } from "@/lib/audit/export-events";
import { listEvents } from "@/lib/audit/queries";
import type { EventRow } from "@/lib/audit/schema";
import { csvExport } from "@/lib/entry/csv-export";
import { said } from "@/lib/platform/said";

export const GET = csvExport({
  file: "audit-log",
  command: exportEvents,
  query: listEvents,
  columns: {
    [said("audit.file.at")]: ({ createdAt }: EventRow) => createdAt,
    [said("audit.file.event")]: ({ type }) => type,
    [said("audit.file.actor")]: ({ actorLabel }) => actorLabel,
    [said("audit.file.actorKind")]: ({ actorKind }) => actorKind,
    [said("audit.file.subject")]: ({ subjectLabel }) => subjectLabel,
    [said("audit.file.subjectId")]: ({ subjectId }) => subjectId,
    [said("audit.file.risk")]: ({ risk }) => risk,
    [said("audit.file.address")]: ({ ip }) => ip,
    [said("audit.file.details")]: ({ data }) => JSON.stringify(data),
  },
});
