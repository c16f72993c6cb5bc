import { and, asc, desc, eq, gte, ilike, sql } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { listOutput } from "@/lib/core/listing";
import type { OutputOf } from "@/lib/core/operation";
import { query } from "@/lib/core/operation";
import { allowance, allowanceOf } from "@/lib/entitlements/allowance";
import { readOnlyAmong } from "@/lib/entitlements/within-plan";
import { memberNames } from "@/lib/members/member-names";
import { clock, days } from "@/lib/platform/clock";
import { escapeLike } from "@/lib/platform/cursor";
import { instant } from "@/lib/platform/instant";
import { foldedName, listProjectsInput } from "./listing";
import { countProjects, findProjects } from "./queries";
import { listedProject, project, projectCounts, suggestProjectsInput } from "./schema";

const weeksShown = 12;
const recentShown = 6;
const suggestionsShown = 8;

/** What the list of projects shows: one page, which of it can only be read, and how many there are and may be. */
export const browseProjects = query({
  name: "project.browse",
  summary: "Show a page of projects and what the plan leaves",
  permission: "projects:read",
  input: listProjectsInput,
  output: listOutput(listedProject).extend({ counts: projectCounts, allowance }),
  rest: { none: "what a page draws at once; GET /projects and GET /limits tell it apart" },
  example: { search: "relaunch", status: "all" },
  async run(scope, input) {
    const { db, context } = scope;
    const { items, ...page } = await findProjects(scope, input);
    const counts = await countProjects.run(scope, {});
    const { active, archived } = counts;
    const left = await allowanceOf(context.tenant.id, "projects", { used: active + archived, active });
    const ids = left.isOver ? items.map(({ id }) => id) : [];
    const readOnly = await readOnlyAmong(db, context.tenant.id, "projects", ids);
    const names = await memberNames(
      db,
      context.tenant.id,
      items.map(({ createdBy }) => createdBy),
    );
    return {
      ...{ ...page, counts, allowance: left },
      items: items.map((item) => ({
        ...{ ...item, isReadOnly: readOnly.has(item.id) },
        createdByName: names.get(item.createdBy) ?? null,
      })),
    };
  },
});

export type ListedRow = OutputOf<typeof browseProjects>["items"][number];

/** What the dashboard shows: the totals, what changed last, and how many were created in each of the last twelve weeks. */
export const projectOverview = query({
  name: "project.overview",
  summary: "Sum up the projects for the dashboard",
  permission: "projects:read",
  input: z.strictObject({}),
  output: z.object({
    counts: projectCounts,
    recent: z.array(project.pick({ id: true, name: true, updatedAt: true })),
    weeks: z.array(z.object({ startsAt: instant, total: z.int() })),
  }),
  rest: { none: "what the dashboard draws" },
  example: {},
  async run({ db, context }) {
    const counts = await countProjects.run({ db, context }, {});
    const recent = await db
      .select({ id: projects.id, name: projects.name, updatedAt: projects.updatedAt })
      .from(projects)
      .where(and(eq(projects.tenantId, context.tenant.id), eq(projects.status, "active")))
      .orderBy(desc(projects.updatedAt), desc(projects.id))
      .limit(recentShown);
    return { counts, recent, weeks: await createdPerWeek(db, context.tenant.id) };
  },
});

/** The projects whose name holds the words, for a palette: active ones first, eight at most. */
export const suggestProjects = query({
  name: "project.suggest",
  summary: "Find projects while somebody types",
  permission: "projects:read",
  input: suggestProjectsInput,
  output: z.array(project.pick({ id: true, name: true })),
  rest: { none: "GET /projects?search= finds them" },
  example: { search: "relaunch" },
  run: ({ db, context }, { search }) =>
    db
      .select({ id: projects.id, name: projects.name })
      .from(projects)
      .where(and(eq(projects.tenantId, context.tenant.id), ilike(projects.name, `%${escapeLike(search)}%`)))
      .orderBy(asc(projects.status), asc(foldedName))
      .limit(suggestionsShown),
});

/** Twelve weeks, Monday to Sunday in UTC, the current one last; a week without a project is there with 0. */
async function createdPerWeek(db: TenantDb, tenantId: string) {
  const starts = weekStarts(clock.now());
  const week = sql<string>`to_char(date_trunc('week', ${projects.createdAt} at time zone 'UTC'), 'YYYY-MM-DD')`;
  const rows = await db
    .select({ week, total: sql<number>`count(*)::int` })
    .from(projects)
    .where(and(eq(projects.tenantId, tenantId), gte(projects.createdAt, starts[0] ?? clock.now())))
    .groupBy(sql`1`);
  const totals = new Map(rows.map((row) => [row.week, row.total]));
  return starts.map((startsAt) => ({
    startsAt,
    total: totals.get(startsAt.toISOString().slice(0, 10)) ?? 0,
  }));
}

function weekStarts(now: Date): Date[] {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const monday = today - days((now.getUTCDay() + 6) % 7);
  return Array.from({ length: weeksShown }, (_, n) => new Date(monday - days(7 * (weeksShown - 1 - n))));
}
