import { and, eq, gt, ne } from "drizzle-orm";
import { z } from "zod";
import { addresses, tenants } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { AppError, invalidField, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { heldMs, takeAddress } from "./addresses";
import { slugSchema } from "./slug";
import { tenantKey } from "./tenant-key";

/** Each address that was left is closed to everybody else for a while, so nobody may collect them. */
const mostHeld = 3;

/**
 * Gives the workspace another address. The one it leaves leads to it for 90 days, in which nobody else may take it. Sessions
 * are a host's own, so everybody signs in again at the new one. Throws `invalid` at the slug where it is somebody else's,
 * `conflict` for the fourth address within 90 days.
 */
export const updateAddress = command({
  name: "workspace.update_address",
  summary: "Change the workspace's address",
  permission: "address:update",
  store: "platform",
  input: z.strictObject({ slug: slugSchema }),
  output: z.object({ slug: z.string() }),
  emits: ["workspace.updated"],
  emitsNothing: "it is the address already",
  rest: "PUT /settings/address",
  example: { slug: "acme-group" },
  async run({ db, context: { tenant }, emit, invalidate }, { slug }) {
    // From the row, for the workspace in the context may be some seconds old.
    const [before] = await db
      .select({ name: tenants.name, slug: tenants.slug })
      .from(tenants)
      .where(eq(tenants.id, tenant.id))
      .for("update");
    if (!before) throw notFound("workspace");
    if (before.slug === slug) return { slug };
    const left = await heldBy(db, tenant.id, slug);
    if (left.length >= mostHeld) throw new AppError("conflict", said("tenancy.address.changedOften"));
    if (!(await takeAddress(db, tenant.id, slug)))
      throw invalidField("slug", said("onboarding.refused.addressTaken"));
    await leave(db, tenant.id, before.slug);
    await db.update(tenants).set({ slug, updatedAt: clock.now() }).where(eq(tenants.id, tenant.id));
    invalidate(...[slug, before.slug, ...left].map(tenantKey));
    await emit(
      "workspace.updated",
      { id: tenant.id, label: before.name },
      { address: { from: before.slug, to: slug } },
    );
    return { slug };
  },
});

/** The addresses that lead here still, but for the one that is about to be the present one. */
async function heldBy(db: WorkspaceDb, tenantId: string, wanted: string): Promise<string[]> {
  const rows = await db
    .select({ slug: addresses.slug })
    .from(addresses)
    .where(
      and(eq(addresses.tenantId, tenantId), gt(addresses.heldUntil, clock.now()), ne(addresses.slug, wanted)),
    );
  return rows.map((row) => row.slug);
}

/** Some were taken before addresses were kept. */
async function leave(db: WorkspaceDb, tenantId: string, slug: string): Promise<void> {
  const heldUntil = clock.in(heldMs);
  await db
    .insert(addresses)
    .values({ slug, tenantId, heldUntil })
    .onConflictDoUpdate({ target: addresses.slug, set: { heldUntil } });
}
