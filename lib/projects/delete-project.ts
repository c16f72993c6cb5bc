import { and, eq } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { projectExample, projectReference } from "./schema";

/** Deletes a project for good. */
export const deleteProject = command({
  name: "project.delete",
  summary: "Delete a project for good",
  permission: "projects:delete",
  input: projectReference,
  output: projectReference,
  emits: ["project.deleted"],
  openBeyondLimit: "it makes room",
  rest: "DELETE /projects/{id}",
  example: projectExample,
  async run({ db, context, emit }, { id }) {
    const [project] = await db
      .delete(projects)
      .where(and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id)))
      .returning();
    if (!project) throw notFound("project");
    await emit("project.deleted", { id, label: project.name });
    return { id };
  },
});
