import { and, eq, sql } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { project, projectExample, projectReference } from "./schema";
import { requireWithinLimit } from "./within-limit";

/** Puts a project away: it leaves the list but keeps everything. Archiving twice is harmless. */
export const archiveProject = command({
  name: "project.archive",
  summary: "Archive a project",
  permission: "projects:write",
  input: projectReference,
  output: project,
  emits: ["project.archived"],
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
  rest: "POST /projects/{id}/restore",
  example: projectExample,
  async run({ db, context, emit }, { id }) {
    const mine = and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id));
    const [before] = await db.select().from(projects).where(mine);
    if (!before) throw notFound("project");
    if (before.status === "archived") await requireWithinLimit(db, context.tenant.id, before);
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
