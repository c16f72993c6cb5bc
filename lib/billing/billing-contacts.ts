import { and, eq, inArray } from "drizzle-orm";
import { memberships, tenants, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { site } from "@/env";
import { can, roles } from "@/lib/core/permissions";
import { workspaceUrl } from "@/lib/tenancy/host";

interface BillingContact {
  email: string;
  workspaceName: string;
  /** Where `path` of the workspace is, for the button of a mail. */
  url: string;
}

/** Whom mails about a workspace's bill go to: all its members who may change its plan. */
export async function billingContacts(
  db: PlatformDb,
  tenantId: string,
  path: `/${string}`,
): Promise<BillingContact[]> {
  const rows = await db
    .select({ email: users.email, workspaceName: tenants.name, slug: tenants.slug })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.role, managing)));
  return rows.map(({ slug, ...contact }) => ({ ...contact, url: workspaceUrl(site(), slug, path) }));
}

const managing = roles.filter((role) => can(role, "billing:manage"));
