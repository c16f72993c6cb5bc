import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { command } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { updateSignUpInput, updateWorkspaceInput } from "./schema";
import { tenantKey } from "./tenant-key";

/** Gives the workspace another name; its address stays. */
export const updateWorkspace = command({
  name: "workspace.update",
  permission: "workspace:update",
  input: updateWorkspaceInput,
  async run({ db, context: { tenant }, emit, forget }, { name }) {
    const [updated] = await db
      .update(tenants)
      .set({ name, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id))
      .returning();
    if (!updated) throw notFound("workspace");
    forget(tenantKey(tenant.slug));
    await emit(
      "workspace.updated",
      { id: tenant.id, label: name },
      { name: { from: tenant.name, to: name } },
    );
    return { name };
  },
});

/** Decides who may join without being invited by name, and in which role. Domains are kept while another policy rules. */
export const updateSignUp = command({
  name: "workspace.update_sign_up",
  permission: "workspace:update",
  input: updateSignUpInput,
  async run({ db, context: { tenant }, emit, forget }, policy) {
    const [updated] = await db
      .update(tenants)
      .set({ ...policy, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id))
      .returning();
    if (!updated) throw notFound("workspace");
    forget(tenantKey(tenant.slug));
    await emit("workspace.updated", { id: tenant.id, label: updated.name }, policy);
    return policy;
  },
});
