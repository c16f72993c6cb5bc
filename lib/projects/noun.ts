import { z } from "zod";
import { noun, plainly, telling } from "@/lib/core/noun";
import { said } from "@/lib/platform/said";
import { archiveProject, restoreProject } from "./archive-project";
import { changeProjects } from "./change-projects";
import { createProject } from "./create-project";
import { deleteProject } from "./delete-project";
import { exportProjects } from "./export-projects";
import { browseProjects, projectOverview, suggestProjects } from "./overview";
import { countProjects, getProject, listProjects, projectHistory } from "./queries";
import { renameProject } from "./rename-project";

export const projects = noun({
  name: "projects",
  ids: { prj: "project" },
  events: {
    "project.renamed": telling(z.object({ before: z.string() }), (it) => said("history.renamed", it)),
    ...plainly(
      "project.created",
      "project.updated",
      "project.archived",
      "project.restored",
      "project.deleted",
      "project.exported",
    ),
  },
  operations: [
    archiveProject,
    restoreProject,
    changeProjects,
    createProject,
    deleteProject,
    exportProjects,
    browseProjects,
    projectOverview,
    suggestProjects,
    countProjects,
    getProject,
    listProjects,
    projectHistory,
    renameProject,
  ],
});
