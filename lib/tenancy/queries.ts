import { and, asc, eq, gt, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Level } from "@/db/placement";
import { entitlements, memberships, placements, tenants } from "@/db/schema/platform";
import { notFound } from "@/lib/core/errors";
import { platformQuery, query } from "@/lib/core/operation";
import { decodeCursor, escapeLike, pageOf } from "@/lib/platform/cursor";
import { pageOutput } from "@/lib/platform/paginate";
import { regionOf } from "@/lib/platform/region";
import { listTenantsInput, settings, tenantRow } from "./schema";

const pageSize = 100;

/** The workspace's own settings, from the database rather than the cached context: a form shows what is stored. */
export const getSettings = query({
  name: "workspace.get_settings",
  summary: "Get the workspace's settings",
  permission: "workspace:read",
  store: "platform",
  input: z.strictObject({}),
  output: settings,
  rest: "GET /settings",
  example: {},
  async run({ db, context }) {
    const [row] = await db
      .select({
        name: tenants.name,
        slug: tenants.slug,
        language: tenants.language,
        timeZone: tenants.timeZone,
        signUpPolicy: tenants.signUpPolicy,
        signUpDomains: tenants.signUpDomains,
        signUpRole: tenants.signUpRole,
        isolation,
      })
      .from(tenants)
      .innerJoin(placements, eq(placements.tenantId, tenants.id))
      .where(eq(tenants.id, context.tenant.id));
    if (!row) throw notFound("workspace");
    return { ...row, ...regionOf(row.language, row.timeZone) };
  },
});

const isolation = sql<Level>`${placements.level}`;

const memberCount = sql<number>`(
  select count(*)::int from ${memberships} where ${memberships.tenantId} = ${tenants.id})`;

/** Every workspace there is, by slug, a hundred at a time; found by slug or name. */
export const listTenants = platformQuery({
  name: "workspace.list_all",
  summary: "List all workspaces",
  audience: "operator",
  input: listTenantsInput,
  output: pageOutput(tenantRow).omit({ previousCursor: true }),
  rest: { none: "operators work on the command line" },
  example: { search: "acme", status: "active" },
  async run({ db }, { search, status, cursor }) {
    const from = decodeCursor(cursor);
    const pattern = search ? `%${escapeLike(search)}%` : undefined;
    const rows = await db
      .select({
        slug: tenants.slug,
        name: tenants.name,
        status: tenants.status,
        suspendedReason: tenants.suspendedReason,
        suspendedNotice: tenants.suspendedNotice,
        plan: entitlements.plan,
        isolation,
        members: memberCount,
        createdAt: tenants.createdAt,
      })
      .from(tenants)
      .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
      .innerJoin(placements, eq(placements.tenantId, tenants.id))
      .where(
        and(
          status ? eq(tenants.status, status) : undefined,
          pattern ? or(ilike(tenants.slug, pattern), ilike(tenants.name, pattern)) : undefined,
          from ? gt(tenants.slug, from.id) : undefined,
        ),
      )
      .orderBy(asc(tenants.slug))
      .limit(pageSize + 1);
    return pageOf(rows, pageSize, ({ slug }) => ({ key: slug, id: slug }));
  },
});
