import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { lockTenant } from "./lock-tenant";
import { reactivateWorkspaceInput, suspendWorkspaceInput, tenantRow } from "./schema";
import { tenantKey } from "./tenant-key";

/** Which workspace, and what it is called. */
const named = tenantRow.pick({ slug: true, name: true });

/**
 * Closes a workspace to everybody; nothing in it is touched. The notice is public and told to its audit log; the reason
 * stays with the operators. Throws `conflict` when it is closed already.
 */
export const suspendWorkspace = platformCommand({
  name: "workspace.suspend",
  summary: "Suspend a workspace",
  audience: "operator",
  input: suspendWorkspaceInput,
  output: named,
  emits: ["workspace.suspended"],
  rest: { none: "operators work on the command line" },
  example: { slug: "acme", reason: "Unpaid since May", notice: "Please contact support." },
  async run({ db, context, emitIn, invalidate }, { slug, reason, notice }) {
    const tenant = await lockTenant(db, slug);
    if (tenant.status === "suspended")
      throw new AppError(
        "conflict",
        said("tenancy.refused.suspendedAlready", { slug, reason: tenant.suspendedReason ?? "" }),
      );
    await db
      .update(tenants)
      .set({
        status: "suspended",
        suspendedReason: reason,
        suspendedNotice: notice ?? null,
        suspendedAt: clock.now(),
        updatedAt: clock.now(),
      })
      .where(eq(tenants.id, tenant.id));
    invalidate(tenantKey(slug));
    const subject = { id: tenant.id, label: tenant.name };
    await emitIn(tenant.id, operatorOf(context), "workspace.suspended", subject, notice ? { notice } : {});
    return { slug, name: tenant.name };
  },
});

/** Opens a suspended workspace again. Throws `conflict` when it is open. */
export const reactivateWorkspace = platformCommand({
  name: "workspace.reactivate",
  summary: "Reactivate a suspended workspace",
  audience: "operator",
  input: reactivateWorkspaceInput,
  output: named,
  emits: ["workspace.reactivated"],
  rest: { none: "operators work on the command line" },
  example: { slug: "acme" },
  async run({ db, context, emitIn, invalidate }, { slug }) {
    const tenant = await lockTenant(db, slug);
    if (tenant.status === "active")
      throw new AppError("conflict", said("tenancy.refused.notSuspended", { slug }));
    await db
      .update(tenants)
      .set({
        status: "active",
        suspendedReason: null,
        suspendedNotice: null,
        suspendedAt: null,
        updatedAt: clock.now(),
      })
      .where(eq(tenants.id, tenant.id));
    invalidate(tenantKey(slug));
    await emitIn(tenant.id, operatorOf(context), "workspace.reactivated", {
      id: tenant.id,
      label: tenant.name,
    });
    return { slug, name: tenant.name };
  },
});
