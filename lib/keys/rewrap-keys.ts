import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { tenantKeys } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { keks } from "./keks";
import { unwrap, wrap } from "./wrap";

/**
 * Wraps up to `most` keys with the current wrapping key that still are with one before it; what they have sealed stays as
 * it is. Returns how many: at 0 nothing needs the old ones any more. May run twice, and beside itself.
 */
export async function rewrapKeys(most = 500): Promise<number> {
  const old = keks()
    .slice(1)
    .map(({ id }) => id);
  return withPlatform(async (db) => {
    const rows = await db
      .select()
      .from(tenantKeys)
      .where(and(inArray(tenantKeys.kekId, old), isNotNull(tenantKeys.wrapped)))
      .limit(most)
      .for("update", { skipLocked: true });
    for (const row of rows) await rewrap(db, row);
    return rows.length;
  });
}

async function rewrap(db: PlatformDb, row: typeof tenantKeys.$inferSelect): Promise<void> {
  const { tenantId, purpose, version, kekId, wrapped } = row;
  if (wrapped === null) return;
  await db
    .update(tenantKeys)
    .set(wrap(row, unwrap(row, { kekId, wrapped })))
    .where(
      and(
        eq(tenantKeys.tenantId, tenantId),
        eq(tenantKeys.purpose, purpose),
        eq(tenantKeys.version, version),
      ),
    );
}
