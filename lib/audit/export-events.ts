import { exporting } from "@/lib/core/exporting";
import { listEventsInput } from "./listing";

/** Puts into the history who took a copy of it away. */
export const exportEvents = exporting({
  name: "audit.export",
  summary: "Export the audit log",
  permission: "audit:read",
  input: listEventsInput,
  event: "audit.exported",
});
