import { and, eq, sql } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { projectReference } from "./schema";
import { requireWithinLimit } from "./within-limit";

/** Puts a project away: it leaves the list but keeps everything. Archiving twice is harmless. */
export const archiveProject = command({
  name: "project.archive",
  permission: "projects:write",
  input: projectReference,
  async run({ db, context, emit }, { id }) {
    const project = await setStatus(db, context.tenant.id, id, "archived");
    await emit("project.archived", { id, label: project.name });
    return project;
  },
});

/** Brings an archived project back. Throws `limit_exceeded` where the plan is full of active ones after a downgrade. */
export const restoreProject = command({
  name: "project.restore",
  permission: "projects:write",
  input: projectReference,
  async run({ db, context, emit }, { id }) {
    const mine = and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id));
    const [before] = await db.select().from(projects).where(mine);
    if (!before) throw notFound("project");
    if (before.status === "archived") await requireWithinLimit(db, context.tenant.id, before);
    const project = await setStatus(db, context.tenant.id, id, "active");
    await emit("project.restored", { id, label: project.name });
    return project;
  },
});

async function setStatus(db: TenantDb, tenantId: string, id: string, status: "active" | "archived") {
  const [project] = await db
    .update(projects)
    .set({
      status,
      archivedAt: status === "archived" ? clock.now() : null,
      updatedAt: clock.now(),
      version: sql`${projects.version} + 1`,
    })
    .where(and(eq(projects.tenantId, tenantId), eq(projects.id, id)))
    .returning();
  if (!project) throw notFound("project");
  return project;
}
