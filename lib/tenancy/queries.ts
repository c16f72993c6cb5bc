import { and, asc, eq, gt, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { entitlements, memberships, tenants } from "@/db/schema/platform";
import { notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { query } from "@/lib/core/query";
import { decodeCursor, escapeLike, pageOf } from "@/lib/platform/cursor";
import { listTenantsInput } from "./schema";

const pageSize = 100;

/** The workspace's own settings, from the database rather than the cached context: a form shows what is stored. */
export const getSettings = query({
  name: "workspace.get_settings",
  permission: "workspace:read",
  input: z.strictObject({}),
  async run({ db, context }) {
    const [settings] = await db
      .select({
        name: tenants.name,
        slug: tenants.slug,
        signUpPolicy: tenants.signUpPolicy,
        signUpDomains: tenants.signUpDomains,
        signUpRole: tenants.signUpRole,
        createdAt: tenants.createdAt,
      })
      .from(tenants)
      .where(eq(tenants.id, context.tenant.id));
    if (!settings) throw notFound("workspace");
    return settings;
  },
});

const memberCount = sql<number>`(
  select count(*)::int from ${memberships} where ${memberships.tenantId} = ${tenants.id})`;

/** Every workspace there is, by slug, a hundred at a time; found by slug or name. */
export const listTenants = platformCommand({
  name: "workspace.list_all",
  door: "operator",
  reason: "An operator looks over all workspaces; what is inside them stays closed.",
  input: listTenantsInput,
  async run({ db }, { search, status, cursor }) {
    const from = decodeCursor(cursor);
    const pattern = search ? `%${escapeLike(search)}%` : undefined;
    const rows = await db
      .select({
        slug: tenants.slug,
        name: tenants.name,
        status: tenants.status,
        suspendedReason: tenants.suspendedReason,
        plan: entitlements.plan,
        members: memberCount,
        createdAt: tenants.createdAt,
      })
      .from(tenants)
      .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
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
export type TenantRow = Awaited<ReturnType<typeof listTenants.run>>["items"][number];
