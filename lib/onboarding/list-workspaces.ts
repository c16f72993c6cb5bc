import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, tenants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { personOf } from "@/lib/auth/person";
import { platformCommand } from "@/lib/core/platform-command";

/** The workspaces the signed-in person is a member of, by name; a suspended one stays in the list. */
export const listWorkspaces = platformCommand({
  name: "workspace.list_mine",
  door: "person",
  reason:
    "A person's memberships lie in many workspaces; the answer is theirs alone and names no other member.",
  input: z.strictObject({}),
  run: ({ db, context }) => workspacesOf(db, personOf(context).id),
});
export type WorkspaceRow = Awaited<ReturnType<typeof listWorkspaces.run>>[number];

/** At most 100, which is more than a person works in and no more than a mail should hold. */
export const workspacesOf = (db: PlatformDb, userId: string) =>
  db
    .select({ slug: tenants.slug, name: tenants.name, status: tenants.status, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(sql`lower(${tenants.name})`), asc(tenants.slug))
    .limit(100);
