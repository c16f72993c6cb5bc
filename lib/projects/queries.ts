import { and, count, desc, eq, ilike } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { events, projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import type { TenantContext } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { entitlementOf, limitOf } from "@/lib/entitlements/limits";
import { type Cursor, escapeLike } from "@/lib/platform/cursor";
import { turnPage } from "@/lib/platform/turn-page";
import { beyond, foldedName, isPlaceIn, orderBy, placeOf } from "./order";
import { listProjectsInput, projectReference } from "./schema";
import { pageSize } from "./values";
import { findReadOnlyFrom, isReadOnly } from "./within-limit";

const columns = {
  id: projects.id,
  name: projects.name,
  description: projects.description,
  status: projects.status,
  version: projects.version,
  createdAt: projects.createdAt,
  updatedAt: projects.updatedAt,
};

/** A page of projects: searched by name, filtered by status, sorted, 25 at a time, on and back. */
export const listProjects = query({
  name: "project.list",
  permission: "projects:read",
  input: listProjectsInput,
  run: (scope, { cursor, before, ...filter }) =>
    turnPage(
      { cursor, before },
      {
        size: pageSize,
        cursorOf: (row) => placeOf(filter.sort, row),
        find: (place: Cursor | null, isBackward: boolean) => findRows(scope, filter, place, isBackward),
      },
    ),
});

/** One project, with who created it, or null for somebody who has left, and whether it can only be read. Throws `not_found`. */
export const getProject = query({
  name: "project.get",
  permission: "projects:read",
  input: projectReference,
  async run({ db, context }, { id }) {
    const [project] = await db
      .select({ ...columns, createdByName: users.name, archivedAt: projects.archivedAt })
      .from(projects)
      .leftJoin(users, eq(users.id, projects.createdBy))
      .where(and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id)));
    if (!project) throw notFound("project");
    const limit = limitOf(await entitlementOf(db, context.tenant.id), "projects");
    const readOnlyFrom = await findReadOnlyFrom(db, context.tenant.id, limit);
    return { ...project, isReadOnly: isReadOnly(project, readOnlyFrom) };
  },
});

/** What happened to one project, newest first, at most 50 lines of it. */
export const projectHistory = query({
  name: "project.history",
  permission: "projects:read",
  input: projectReference,
  run: ({ db, context }, { id }) =>
    db
      .select({
        id: events.id,
        type: events.type,
        actorLabel: events.actorLabel,
        subjectLabel: events.subjectLabel,
        createdAt: events.createdAt,
      })
      .from(events)
      .where(and(eq(events.tenantId, context.tenant.id), eq(events.subjectId, id)))
      .orderBy(desc(events.id))
      .limit(50),
});

/** How many projects there are, by status. */
export const countProjects = query({
  name: "project.count",
  permission: "projects:read",
  input: z.strictObject({}),
  async run({ db, context }) {
    const rows = await db
      .select({ status: projects.status, total: count() })
      .from(projects)
      .where(eq(projects.tenantId, context.tenant.id))
      .groupBy(projects.status);
    const of = (status: string) => rows.find((row) => row.status === status)?.total ?? 0;
    return { active: of("active"), archived: of("archived") };
  },
});

type Scope = { db: TenantDb; context: TenantContext };
type Filter = Omit<z.output<typeof listProjectsInput>, "cursor" | "before">;

/** The rows beyond a place, or the first ones, one more than a page if there are more; none beyond a place of another order. */
async function findRows(
  { db, context }: Scope,
  { search, status, sort }: Filter,
  place: Cursor | null,
  isBackward: boolean,
) {
  if (place && !isPlaceIn(sort, place)) return [];
  return db
    .select({ ...columns, folded: foldedName })
    .from(projects)
    .where(
      and(
        eq(projects.tenantId, context.tenant.id),
        status === "all" ? undefined : eq(projects.status, status),
        search ? ilike(projects.name, `%${escapeLike(search)}%`) : undefined,
        place ? beyond(sort, isBackward, place) : undefined,
      ),
    )
    .orderBy(...orderBy(sort, isBackward))
    .limit(pageSize + 1);
}
