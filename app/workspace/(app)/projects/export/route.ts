import { csvExport } from "@/lib/entry/csv-export";
import { said } from "@/lib/platform/said";
import { exportProjects } from "@/lib/projects/export-projects";
import { browseProjects, type ListedRow } from "@/lib/projects/overview";

export const GET = csvExport({
  file: "projects",
  command: exportProjects,
  query: browseProjects,
  columns: {
    ID: ({ id }: ListedRow) => id,
    [said("projects.name")]: ({ name }) => name,
    [said("projects.description")]: ({ description }) => description,
    [said("projects.status")]: ({ status }) => status,
    [said("projects.createdBy")]: ({ createdByName }) => createdByName,
    [said("projects.created")]: ({ createdAt }) => createdAt,
    [said("projects.changed")]: ({ updatedAt }) => updatedAt,
  },
});
