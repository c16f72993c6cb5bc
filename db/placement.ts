/** Where a tenant's rows live: which database, and which schema in it. */
export interface Placement {
  tenantId: string;
  level: "shared" | "schema" | "database";
  schemaName: string;
}

/** Looks a tenant's placement up. Every tenant lives in the shared schema until dedicated ones are offered. */
export async function placementOf(tenantId: string): Promise<Placement> {
  return { tenantId, level: "shared", schemaName: "tenant" };
}
