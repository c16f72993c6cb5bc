import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
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
    "project.created": "created the project",
    "project.renamed": telling(
      "renamed the project",
      z.object({ before: z.string() }),
      (it) => `before: ${it.before}`,
    ),
    "project.updated": "edited the project",
    "project.archived": "archived the project",
    "project.restored": "restored the project",
    "project.deleted": "deleted the project",
    "project.exported": "exported the list of projects",
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
