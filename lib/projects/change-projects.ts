import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import { bulkOutcome, mostInBulk, runForEach } from "@/lib/core/bulk";
import { command } from "@/lib/core/operation";
import { archiveProject, restoreProject } from "./archive-project";
import { deleteProject } from "./delete-project";
import { projectExample, projectId } from "./schema";

const deeds = { archive: archiveProject, restore: restoreProject, delete: deleteProject };

/** Archives, restores or deletes several projects: each that can be, and of the others each is answered with its reason. */
export const changeProjects = command({
  name: "project.change_many",
  summary: "Archive, restore or delete several projects",
  permission: "projects:write",
  input: z.strictObject({
    ids: z.array(projectId).min(1).max(mostInBulk),
    deed: z.enum(["archive", "restore", "delete"]),
  }),
  output: bulkOutcome,
  emits: ["project.archived", "project.restored", "project.deleted"],
  openBeyondLimit: "each is held back as it would be alone",
  rest: "POST /projects/bulk",
  example: { ids: [projectExample.id], deed: "archive" },
  async run(scope, { ids, deed }) {
    const { db, context } = scope;
    const rows = await db
      .select({ id: projects.id, name: projects.name })
      .from(projects)
      .where(and(eq(projects.tenantId, context.tenant.id), inArray(projects.id, ids)));
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    const things = [...new Set(ids)].map((id) => ({ id, name: names.get(id) ?? id }));
    return runForEach(scope, deeds[deed], things);
  },
});
