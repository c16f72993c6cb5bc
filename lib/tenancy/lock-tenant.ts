import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";

/** The workspace an operator names, theirs alone until the transaction ends. Throws `not_found`. */
export async function lockTenant(db: PlatformDb, slug: string) {
  const [tenant] = await db.select().from(tenants).where(eq(tenants.slug, slug)).for("update");
  if (!tenant) throw notFound("workspace");
  return tenant;
}
