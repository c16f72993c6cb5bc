import { and, count, eq, ilike } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import type { TenantContext } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { history, historyOf } from "@/lib/core/history";
import { listOutput } from "@/lib/core/listing";
import { query } from "@/lib/core/operation";
import { readOnlyAmong } from "@/lib/entitlements/within-plan";
import { memberNames } from "@/lib/members/member-names";
import { escapeLike } from "@/lib/platform/cursor";
import { instant } from "@/lib/platform/instant";
import { listProjectsInput, projectListing } from "./listing";
import { listedProject, project, projectCounts, projectExample, projectReference } from "./schema";

const columns = {
  id: projects.id,
  name: projects.name,
  description: projects.description,
  status: projects.status,
  version: projects.version,
  createdAt: projects.createdAt,
  updatedAt: projects.updatedAt,
  createdBy: projects.createdBy,
};

/** A page of projects: searched by name, filtered by status, sorted, 25 at a time unless said, on and back. */
export const listProjects = query({
  name: "project.list",
  summary: "List projects",
  permission: "projects:read",
  input: listProjectsInput,
  output: listOutput(project),
  rest: "GET /projects",
  example: { search: "relaunch", status: "all" },
  run: (scope, asked) => findProjects(scope, asked),
});

/** One project, with who created it, or null for somebody who has left, and whether it can only be read. Throws `not_found`. */
export const getProject = query({
  name: "project.get",
  summary: "Get a project",
  permission: "projects:read",
  input: projectReference,
  output: listedProject.extend({ archivedAt: instant.nullable() }),
  rest: "GET /projects/{id}",
  example: projectExample,
  async run({ db, context }, { id }) {
    const [row] = await db
      .select({ ...columns, archivedAt: projects.archivedAt })
      .from(projects)
      .where(and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id)));
    if (!row) throw notFound("project");
    const readOnly = await readOnlyAmong(db, context.tenant.id, "projects", [id]);
    const names = await memberNames(db, context.tenant.id, [row.createdBy]);
    const createdByName = names.get(row.createdBy) ?? null;
    return { ...row, createdByName, isReadOnly: readOnly.has(id) };
  },
});

/** What happened to one project, newest first, at most 50 lines of it. */
export const projectHistory = query({
  name: "project.history",
  summary: "List what happened to a project",
  permission: "projects:read",
  input: projectReference,
  output: history,
  rest: "GET /projects/{id}/events",
  example: projectExample,
  run: ({ db, context }, { id }) => historyOf(db, context.tenant.id, id),
});

/** How many projects there are, by status. */
export const countProjects = query({
  name: "project.count",
  summary: "Count the projects by status",
  permission: "projects:read",
  input: z.strictObject({}),
  output: projectCounts,
  rest: { none: "a figure of the list's tabs" },
  example: {},
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

/** What the search and the filters leave. */
const wantedOf = ({ tenant }: TenantContext, { search, status }: z.output<typeof listProjectsInput>) =>
  and(
    eq(projects.tenantId, tenant.id),
    status === "all" ? undefined : eq(projects.status, status),
    search ? ilike(projects.name, `%${escapeLike(search)}%`) : undefined,
  );

type Scope = { db: TenantDb; context: TenantContext };

/** A page of them with all that the noun's own pages show. */
export function findProjects({ db, context }: Scope, asked: z.output<typeof listProjectsInput>) {
  const wanted = wantedOf(context, asked);
  return projectListing.page(asked, {
    count: () => db.$count(projects, wanted),
    find: ({ sortKey, where, orderBy, limit, offset }) =>
      db
        .select({ ...columns, sortKey })
        .from(projects)
        .where(and(wanted, where))
        .orderBy(...orderBy)
        .limit(limit)
        .offset(offset),
  });
}
