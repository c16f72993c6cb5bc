import type { PlatformContext, Tenant } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import type { PlatformScope } from "@/lib/core/operation";
import { said } from "@/lib/platform/said";
import { readTenant } from "@/lib/tenancy/find-tenant";

/** The workspace whose host was asked, provided that people may join it right now. */
export function workspaceHere({ tenant }: PlatformContext): Tenant {
  if (!tenant) throw notFound("workspace");
  return requireOpen(tenant);
}

/** The same as the database has it in this very transaction: a link is judged by how things stand when it is used. */
export async function workspaceNow({ db, context }: Pick<PlatformScope, "db" | "context">): Promise<Tenant> {
  const { slug } = workspaceHere(context);
  const tenant = await readTenant(db, slug);
  if (!tenant) throw notFound("workspace");
  return requireOpen(tenant);
}

function requireOpen(tenant: Tenant): Tenant {
  if (tenant.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
  if (tenant.access !== "full")
    throw new AppError("forbidden", said("onboarding.refused.closed", { workspace: tenant.name }));
  return tenant;
}
