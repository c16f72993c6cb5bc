import { z } from "zod";
import { noun, plainly, telling } from "@/lib/core/noun";
import { said } from "@/lib/platform/said";
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
    "project.renamed": telling(z.object({ before: z.string() }), (it) => said("history.renamed", it)),
    ...plainly(
      "project.created",
      "project.updated",
      "project.archived",
      "project.restored",
      "project.deleted",
    ),
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
