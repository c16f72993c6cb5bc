import { exporting } from "@/lib/core/exporting";
import { listProjectsInput } from "./listing";

/** Puts into the history who took a copy of the list away. */
export const exportProjects = exporting({
  name: "project.export",
  summary: "Export projects",
  permission: "projects:read",
  input: listProjectsInput,
  event: "project.exported",
});
