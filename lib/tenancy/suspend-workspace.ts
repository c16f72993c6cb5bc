import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { AppError } from "@/lib/core/errors";
import { operatorOf, platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { lockTenant } from "./lock-tenant";
import { reactivateWorkspaceInput, suspendWorkspaceInput } from "./schema";
import { tenantKey } from "./tenant-key";

/** Closes a workspace to everybody; nothing in it is touched. Throws `conflict` when it is closed already. */
export const suspendWorkspace = platformCommand({
  name: "workspace.suspend",
  door: "operator",
  reason: "An operator stands above every workspace and is a member of none.",
  input: suspendWorkspaceInput,
  async run({ db, context, emitIn, forget }, { slug, reason }) {
    const tenant = await lockTenant(db, slug);
    if (tenant.status === "suspended")
      throw new AppError("conflict", `${slug} is suspended already: ${tenant.suspendedReason}`);
    await db
      .update(tenants)
      .set({ status: "suspended", suspendedReason: reason, suspendedAt: clock.now(), updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id));
    forget(tenantKey(slug));
    const subject = { id: tenant.id, label: tenant.name };
    await emitIn(tenant.id, operatorOf(context), "workspace.suspended", subject, { reason });
    return { slug, name: tenant.name };
  },
});

/** Opens a suspended workspace again. Throws `conflict` when it is open. */
export const reactivateWorkspace = platformCommand({
  name: "workspace.reactivate",
  door: "operator",
  reason: "An operator stands above every workspace and is a member of none.",
  input: reactivateWorkspaceInput,
  async run({ db, context, emitIn, forget }, { slug }) {
    const tenant = await lockTenant(db, slug);
    if (tenant.status === "active") throw new AppError("conflict", `${slug} is not suspended.`);
    await db
      .update(tenants)
      .set({ status: "active", suspendedReason: null, suspendedAt: null, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id));
    forget(tenantKey(slug));
    await emitIn(tenant.id, operatorOf(context), "workspace.reactivated", {
      id: tenant.id,
      label: tenant.name,
    });
    return { slug, name: tenant.name };
  },
});
