import { and, eq, sql } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { project, projectExample, projectReference } from "./schema";

/** Puts a project away: it leaves the list but keeps everything. Archiving twice is harmless. */
export const archiveProject = command({
  name: "project.archive",
  summary: "Archive a project",
  permission: "projects:write",
  input: projectReference,
  output: project,
  emits: ["project.archived"],
  openBeyondLimit: "it makes room",
  rest: "POST /projects/{id}/archive",
  example: projectExample,
  async run({ db, context, emit }, { id }) {
    const archived = await setStatus(db, context.tenant.id, id, "archived");
    await emit("project.archived", { id, label: archived.name });
    return archived;
  },
});

/** Brings an archived project back. Throws `limit_exceeded` where the plan is full of active ones after a downgrade. */
export const restoreProject = command({
  name: "project.restore",
  summary: "Restore an archived project",
  permission: "projects:write",
  input: projectReference,
  output: project,
  emits: ["project.restored"],
  within: withinPlan("projects"),
  rest: "POST /projects/{id}/restore",
  example: projectExample,
  async run({ db, context, emit }, { id }) {
    const restored = await setStatus(db, context.tenant.id, id, "active");
    await emit("project.restored", { id, label: restored.name });
    return restored;
  },
});

async function setStatus(db: TenantDb, tenantId: string, id: string, status: "active" | "archived") {
  const [row] = await db
    .update(projects)
    .set({
      status,
      archivedAt: status === "archived" ? clock.now() : null,
      updatedAt: clock.now(),
      version: sql`${projects.version} + 1`,
    })
    .where(and(eq(projects.tenantId, tenantId), eq(projects.id, id)))
    .returning();
  if (!row) throw notFound("project");
  return row;
}
