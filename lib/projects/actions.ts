"use server";

import { action, queryAction } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { archiveProject, restoreProject } from "./archive-project";
import { notAllChanged } from "./bulk-words";
import { changeProjects } from "./change-projects";
import { createProject } from "./create-project";
import { deleteProject } from "./delete-project";
import { suggestProjects } from "./overview";
import { renameProject } from "./rename-project";

export const createProjectAction = action(createProject, { redirectTo: ({ id }) => `/projects/${id}` });
export const renameProjectAction = action(renameProject, { message: said("project.done.saved") });
export const archiveProjectAction = action(archiveProject, { message: said("project.done.archived") });
export const restoreProjectAction = action(restoreProject, { message: said("project.done.restored") });
/** Several at once: what was refused is told by name and reason, and the others stand. */
export const changeProjectsAction = action(changeProjects, {
  message: (outcome) => said("project.done.many", { count: outcome.ok ? outcome.done.length : 0 }),
  onDone(outcome) {
    if (outcome.refused.length > 0) throw notAllChanged(outcome);
  },
});
/** From the list, which stays as it is filtered. */
export const deleteProjectAction = action(deleteProject, { message: said("project.done.deleted") });
/** From the project's own page, which is gone with it. */
export const deleteProjectAndLeaveAction = action(deleteProject, { redirectTo: "/projects" });

const suggest = queryAction(suggestProjects, (found) =>
  found.map(({ id, name }) => ({ id, title: name, href: `/projects/${id}` })),
);

/** What the command palette finds by these words. */
export async function searchProjects(search: string) {
  return suggest({ search });
}
