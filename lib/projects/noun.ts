import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
import { archiveProject, restoreProject } from "./archive-project";
import { createProject } from "./create-project";
import { deleteProject } from "./delete-project";
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
  },
  operations: [
    archiveProject,
    restoreProject,
    createProject,
    deleteProject,
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
