import { eq } from "drizzle-orm";
import { entitlements, tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import type { Tenant } from "@/lib/core/context";
import { addressOf } from "@/lib/pictures/address";
import { cached, invalidate } from "@/lib/platform/cache";
import { regionOf } from "@/lib/platform/region";
import { isAddressOf } from "./addresses";
import { tenantKey, tenantLifetime } from "./tenant-key";

export { tenantKey };

/**
 * The workspace with this slug, or null; one that had it until a while ago comes with its present one. Ten minutes in Redis, two seconds in the process, forgotten on every
 * change.
 */
export function findTenant(slug: string): Promise<Tenant | null> {
  return cached(tenantKey(slug), tenantLifetime, () => loadTenant(slug));
}

/** Straight from Postgres, past every cache. */
export const loadTenant = (slug: string): Promise<Tenant | null> =>
  withPlatform((db) => readTenant(db, slug));

/** The same in the caller's transaction, for a decision that must not rest on what was true a moment ago. */
export async function readTenant(db: PlatformDb, slug: string): Promise<Tenant | null> {
  const [row] = await db
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      status: tenants.status,
      suspendedNotice: tenants.suspendedNotice,
      signUpPolicy: tenants.signUpPolicy,
      signUpDomains: tenants.signUpDomains,
      signUpRole: tenants.signUpRole,
      language: tenants.language,
      timeZone: tenants.timeZone,
      picture: tenants.picture,
      plan: entitlements.plan,
      access: entitlements.access,
    })
    .from(tenants)
    .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
    .where(isAddressOf(slug));
  if (!row) return null;
  const { language, timeZone, ...tenant } = row;
  return { ...tenant, region: regionOf(language, timeZone), picture: addressOf(row.id, row.picture) };
}

/** Makes every process forget a workspace within two seconds. */
export const invalidateTenant = (slug: string): Promise<boolean> => invalidate(tenantKey(slug));
