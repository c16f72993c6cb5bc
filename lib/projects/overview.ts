import { and, asc, desc, eq, gte, ilike, sql } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { query } from "@/lib/core/query";
import { clock, days } from "@/lib/platform/clock";
import { escapeLike } from "@/lib/platform/cursor";
import { allowanceOf } from "./allowance";
import { foldedName } from "./order";
import { countProjects, listProjects } from "./queries";
import { listProjectsInput, suggestProjectsInput } from "./schema";
import { findReadOnlyFrom, isReadOnly } from "./within-limit";

const weeksShown = 12;
const recentShown = 6;
const suggestionsShown = 8;

/** What the list of projects shows: one page, which of it can only be read, and how many there are and may be. */
export const browseProjects = query({
  name: "project.browse",
  permission: "projects:read",
  input: listProjectsInput,
  async run(scope, input) {
    const { db, context } = scope;
    const { items, ...page } = await listProjects.run(scope, input);
    const counts = await countProjects.run(scope, {});
    const allowance = await allowanceOf(db, context.tenant.id, counts);
    const readOnlyFrom = allowance.isOver
      ? await findReadOnlyFrom(db, context.tenant.id, allowance.limit)
      : null;
    return {
      ...{ ...page, counts, allowance },
      items: items.map((item) => ({ ...item, isReadOnly: isReadOnly(item, readOnlyFrom) })),
    };
  },
});

export type ListedRow = Awaited<ReturnType<typeof browseProjects.run>>["items"][number];

/** What the dashboard shows: the totals, what changed last, and how many were created in each of the last twelve weeks. */
export const projectOverview = query({
  name: "project.overview",
  permission: "projects:read",
  input: z.strictObject({}),
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
  permission: "projects:read",
  input: suggestProjectsInput,
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
