import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { addresses, tenants } from "@/db/schema/platform";
import type { PlatformDb, WorkspaceDb } from "@/db/tenant";
import { clock, days } from "@/lib/platform/clock";

/** How long an address that was left leads to its workspace, and is given to nobody else. */
export const heldMs = days(90);

/** Whether an address is somebody's as it stands in `addresses`: the present one, or one that was left a while ago. */
const isHeld = () => or(isNull(addresses.heldUntil), gt(addresses.heldUntil, clock.now()));

/**
 * Takes an address for a workspace, in the transaction that gives it to it. False where it is another's, or was until a while
 * ago: the primary key decides, also between two who ask at once and for rows that the asker's role does not see.
 */
export async function takeAddress(
  db: PlatformDb | WorkspaceDb,
  tenantId: string,
  slug: string,
): Promise<boolean> {
  // Of another's, which a workspace's own role does not see, the nightly job gives free what has lapsed.
  await db.delete(addresses).where(and(eq(addresses.slug, slug), lte(addresses.heldUntil, clock.now())));
  const [taken] = await db
    .insert(addresses)
    .values({ slug, tenantId })
    .onConflictDoNothing()
    .returning({ slug: addresses.slug });
  if (taken) return true;
  const [own] = await db
    .update(addresses)
    .set({ heldUntil: null })
    .where(and(eq(addresses.slug, slug), eq(addresses.tenantId, tenantId)))
    .returning({ slug: addresses.slug });
  return own !== undefined;
}

/** Finds a workspace by its address or by one it had until a while ago. */
export const isAddressOf = (slug: string) =>
  or(
    eq(tenants.slug, slug),
    sql`${tenants.id} = (select ${addresses.tenantId} from ${addresses}
      where ${and(eq(addresses.slug, slug), isHeld())})`,
  );
