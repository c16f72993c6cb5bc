import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, tenants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { personOf } from "@/lib/auth/person";
import { platformQuery } from "@/lib/core/operation";
import { addressOf } from "@/lib/pictures/address";
import { joinedWorkspace } from "./schema";

/**
 * The workspaces the signed-in person is a member of, by name; a suspended one stays in the list. It is theirs alone and names
 * no other member.
 */
export const listWorkspaces = platformQuery({
  name: "workspace.list_mine",
  summary: "List your workspaces",
  audience: "person",
  input: z.strictObject({}),
  output: z.array(joinedWorkspace),
  rest: { none: "a key belongs to one workspace, and this list to a person" },
  example: {},
  async run({ db, context }) {
    const rows = await workspacesOf(db, personOf(context).id);
    return rows.map(({ id, picture, ...row }) => ({ ...row, picture: addressOf(id, picture) }));
  },
});

/** At most 100, which is more than a person works in and no more than a mail should hold. */
export const workspacesOf = (db: PlatformDb, userId: string) =>
  db
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      picture: tenants.picture,
      status: tenants.status,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(sql`lower(${tenants.name})`), asc(tenants.slug))
    .limit(100);
