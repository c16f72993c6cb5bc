import { and, eq } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { projectReference } from "./schema";

/** Deletes a project for good. */
export const deleteProject = command({
  name: "project.delete",
  permission: "projects:delete",
  input: projectReference,
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
