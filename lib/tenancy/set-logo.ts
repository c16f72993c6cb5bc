import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import type { TenantContext } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { addressOf } from "@/lib/pictures/address";
import { forgetPicture, keepPicture } from "@/lib/pictures/keep-picture";
import { pictured, pictureFile } from "@/lib/pictures/schema";
import { clock } from "@/lib/platform/clock";
import { tenantKey } from "./tenant-key";

const ofWorkspace = {
  permission: "workspace:update",
  store: "platform",
  output: pictured,
  emits: ["workspace.updated"],
  rest: { none: "a file is no JSON" },
  async afterCommit({ context: { tenant } }: { context: TenantContext }, { picture, before }: Change) {
    if (before !== picture) await forgetPicture(tenant.id, before);
    return { picture: addressOf(tenant.id, picture) };
  },
} as const;

/** Shows a logo in place of the workspace's initials, also on its sign-in page. It is drawn anew. */
export const setLogo = command({
  ...ofWorkspace,
  name: "workspace.set_logo",
  summary: "Choose the workspace's logo",
  input: z.strictObject({ picture: pictureFile }),
  example: { picture: new File(["made-up"], "logo.png") },
  async run({ db, context: { tenant }, emit, invalidate }, input) {
    const picture = await keepPicture(tenant.id, input.picture);
    const { name, before } = await replace(db, tenant.id, picture);
    invalidate(tenantKey(tenant.slug));
    await emit("workspace.updated", { id: tenant.id, label: name }, { logo: "set" });
    return { picture, before };
  },
});

/** Goes back to the workspace's initials. */
export const removeLogo = command({
  ...ofWorkspace,
  name: "workspace.remove_logo",
  summary: "Remove the workspace's logo",
  input: z.strictObject({}),
  example: {},
  async run({ db, context: { tenant }, emit, invalidate }) {
    const { name, before } = await replace(db, tenant.id, null);
    invalidate(tenantKey(tenant.slug));
    await emit("workspace.updated", { id: tenant.id, label: name }, { logo: "removed" });
    return { picture: null, before };
  },
});

interface Change {
  picture: string | null;
  before: string | null;
}

/** Writes which logo it is from now on, and tells which it was. Two at once follow one another. */
async function replace(db: WorkspaceDb, id: string, picture: string | null) {
  const [row] = await db
    .select({ name: tenants.name, before: tenants.picture })
    .from(tenants)
    .where(eq(tenants.id, id))
    .for("update");
  if (!row) throw notFound("workspace");
  await db.update(tenants).set({ picture, updatedAt: clock.now() }).where(eq(tenants.id, id));
  return row;
}
