import { and, eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

export const thisEndpoint = (tenantId: string, id: string) =>
  and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.id, id));

/** One endpoint, locked until the transaction ends. Throws `not_found`. */
export async function lockEndpoint(db: TenantDb, tenantId: string, id: string): Promise<EndpointRow> {
  const [row] = await db.select().from(webhookEndpoints).where(thisEndpoint(tenantId, id)).for("update");
  if (!row) throw notFound("webhooks.notFound");
  return row;
}

/** One endpoint, to read. Throws `not_found`. */
export async function getRow(db: TenantDb, tenantId: string, id: string): Promise<EndpointRow> {
  const [row] = await db.select().from(webhookEndpoints).where(thisEndpoint(tenantId, id));
  if (!row) throw notFound("webhooks.notFound");
  return row;
}

/** As the history names it: the host, because a path may hold a key. */
export const subjectOf = ({ id, url }: Pick<EndpointRow, "id" | "url">) => ({
  id,
  label: new URL(url).host,
});
