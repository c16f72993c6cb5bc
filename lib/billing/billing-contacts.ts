import { and, eq, inArray, isNull } from "drizzle-orm";
import { billingAccounts, memberships, tenants, users } from "@/db/schema/platform";
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

/**
 * The same and the mail address for invoices, which need not be anybody's here. The address of a person who is not among
 * the members does not count: it is where the account began, and whoever it was has left.
 */
export async function invoiceContacts(
  db: PlatformDb,
  tenantId: string,
  path: `/${string}`,
): Promise<BillingContact[]> {
  const contacts = await billingContacts(db, tenantId, path);
  const [account] = await db
    .select({ email: billingAccounts.email, workspaceName: tenants.name, slug: tenants.slug })
    .from(billingAccounts)
    .innerJoin(tenants, eq(tenants.id, billingAccounts.tenantId))
    .leftJoin(users, eq(users.email, billingAccounts.email))
    .where(and(eq(billingAccounts.tenantId, tenantId), isNull(users.id)));
  if (!account?.email || contacts.some(({ email }) => email === account.email)) return contacts;
  const { email, workspaceName, slug } = account;
  return [...contacts, { email, workspaceName, url: workspaceUrl(site(), slug, path) }];
}

const managing = roles.filter((role) => can(role, "billing:manage"));
