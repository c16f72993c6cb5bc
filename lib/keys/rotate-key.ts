import { and, eq } from "drizzle-orm";
import { tenantKeys } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { evictKeys } from "./data-keys";
import { newKey, wrap } from "./wrap";

/**
 * Gives a workspace a new key to seal with; the one before still opens what it has sealed, and other processes may seal
 * with it for five more minutes. Returns the new version, or null where there is none to replace or somebody just did.
 */
export async function rotateKey(tenantId: string, purpose = "content"): Promise<number | null> {
  const active = and(
    eq(tenantKeys.tenantId, tenantId),
    eq(tenantKeys.purpose, purpose),
    eq(tenantKeys.state, "active"),
  );
  const made = await withPlatform(async (db) => {
    const [old] = await db
      .update(tenantKeys)
      .set({ state: "retired", changedAt: clock.now() })
      .where(active)
      .returning({ version: tenantKeys.version });
    if (!old) return null;
    const name = { tenantId, purpose, version: old.version + 1 };
    await db.insert(tenantKeys).values({ ...name, ...wrap(name, newKey()) });
    return name.version;
  });
  evictKeys(tenantId);
  return made;
}
