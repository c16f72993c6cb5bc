"use server";

import { action, queryAction } from "@/lib/entry/action";
import { archiveProject, restoreProject } from "./archive-project";
import { createProject } from "./create-project";
import { deleteProject } from "./delete-project";
import { suggestProjects } from "./overview";
import { renameProject } from "./rename-project";

export const createProjectAction = action(createProject, { redirectTo: ({ id }) => `/projects/${id}` });
export const renameProjectAction = action(renameProject, { message: "Project saved" });
export const archiveProjectAction = action(archiveProject, { message: "Project archived" });
export const restoreProjectAction = action(restoreProject, { message: "Project restored" });
/** From the list, which stays as it is filtered. */
export const deleteProjectAction = action(deleteProject, { message: "Project deleted" });
/** From the project's own page, which is gone with it. */
export const deleteProjectAndLeaveAction = action(deleteProject, { redirectTo: "/projects" });

const suggest = queryAction(suggestProjects, (found) =>
  found.map(({ id, name }) => ({ id, title: name, href: `/projects/${id}` })),
);

/** What the command palette finds by these words. */
export async function searchProjects(search: string) {
  return suggest({ search });
}
