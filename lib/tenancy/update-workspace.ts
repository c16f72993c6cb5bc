import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { region, regionOf } from "@/lib/platform/region";
import { settings, updateSignUpInput, updateWorkspaceInput } from "./schema";
import { changeOfSignUp } from "./sign-up-change";
import { tenantKey } from "./tenant-key";

/** Gives the workspace another name; its address stays. */
export const updateWorkspace = command({
  name: "workspace.update",
  summary: "Rename the workspace",
  permission: "workspace:update",
  store: "platform",
  input: updateWorkspaceInput,
  output: settings.pick({ name: true }),
  emits: ["workspace.updated"],
  rest: "PATCH /settings",
  example: { name: "Acme Group" },
  async run({ db, context: { tenant }, emit, invalidate }, { name }) {
    const [updated] = await db
      .update(tenants)
      .set({ name, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id))
      .returning({ name: tenants.name });
    if (!updated) throw notFound("workspace");
    invalidate(tenantKey(tenant.slug));
    await emit(
      "workspace.updated",
      { id: tenant.id, label: name },
      { name: { from: tenant.name, to: name } },
    );
    return { name };
  },
});

/** Chooses what members are spoken to in and whose clocks they are shown, unless they have chosen themselves. */
export const updateWorkspaceRegion = command({
  name: "workspace.update_region",
  summary: "Choose the workspace's language and time zone",
  permission: "workspace:update",
  store: "platform",
  input: region,
  output: region,
  emits: ["workspace.updated"],
  rest: "PUT /settings/region",
  example: { language: "de", timeZone: "Europe/Berlin" },
  async run({ db, context: { tenant }, emit, invalidate }, chosen) {
    const [before] = await db
      .select({ name, language, timeZone })
      .from(tenants)
      .where(eq(tenants.id, tenant.id))
      .for("update");
    if (!before) throw notFound("workspace");
    await db
      .update(tenants)
      .set({ ...chosen, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id));
    invalidate(tenantKey(tenant.slug));
    const from = regionOf(before.language, before.timeZone);
    await emit("workspace.updated", { id: tenant.id, label: before.name }, { region: { from, to: chosen } });
    return chosen;
  },
});

/** Decides who may join without being invited by name, and in which role. Domains are kept while another policy rules. */
export const updateSignUp = command({
  name: "workspace.update_sign_up",
  summary: "Choose who may join without an invitation",
  permission: "workspace:update",
  store: "platform",
  input: updateSignUpInput,
  output: settings.pick({ signUpPolicy: true, signUpDomains: true, signUpRole: true }),
  emits: ["workspace.updated"],
  rest: "PUT /settings/sign-up",
  example: { signUpPolicy: "domain", signUpDomains: "acme.com, acme.co.uk", signUpRole: "member" },
  async run({ db, context: { tenant }, emit, invalidate }, policy) {
    // From the row, for the workspace in the context may be some seconds old.
    const [before] = await db
      .select(signUpColumns)
      .from(tenants)
      .where(eq(tenants.id, tenant.id))
      .for("update");
    if (!before) throw notFound("workspace");
    await db
      .update(tenants)
      .set({ ...policy, updatedAt: clock.now() })
      .where(eq(tenants.id, tenant.id));
    invalidate(tenantKey(tenant.slug));
    await emit("workspace.updated", { id: tenant.id, label: before.name }, changeOfSignUp(before, policy));
    return policy;
  },
});

const { name, language, timeZone, signUpPolicy, signUpDomains, signUpRole } = tenants;
const signUpColumns = { name, signUpPolicy, signUpDomains, signUpRole };
