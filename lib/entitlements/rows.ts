import { and, asc, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, AnyPgTable } from "drizzle-orm/pg-core";
import type { TenantDb } from "@/db/tenant";
import { type Cap, fits } from "./plans";

type CountedTable = AnyPgTable & Record<"tenantId" | "id" | "createdAt", AnyPgColumn>;

/** The rows of a table that a plan has a cap on, oldest first: what came last is what a smaller plan has no room for. */
export interface Rows {
  table: CountedTable;
  /** Which of them are in use; what is put away can be read anyway, and needs no room to be. */
  active: SQL;
}

/** The part of a feature's rule that follows from its table. */
export const rowsOf = (table: CountedTable, active: SQL = sql`true`) => ({
  store: "tenant" as const,
  rows: { table, active },
  async count(db: TenantDb): Promise<number> {
    const [row] = await db.select({ total: count() }).from(table);
    return row?.total ?? 0;
  },
});

/** How many of them are in use. */
export async function countActive(db: TenantDb, { table, active }: Rows): Promise<number> {
  const [row] = await db.select({ total: count() }).from(table).where(active);
  return row?.total ?? 0;
}

/** Which of these rows are beyond a cap: the newest of those in use. */
export async function beyondAmong(
  db: TenantDb,
  tenantId: string,
  { table, active }: Rows,
  { ids, limit }: { ids: string[]; limit: Cap },
): Promise<Set<string>> {
  if (limit === "unlimited") return new Set();
  const beyond = db
    .select({ id: sql<string>`${table.id}`.as("id") })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), active))
    .orderBy(asc(table.createdAt), asc(table.id))
    .offset(limit)
    .as("beyond");
  const found = await db.select({ id: beyond.id }).from(beyond).where(inArray(beyond.id, ids));
  return new Set(found.map(({ id }) => id));
}

/** Whether a row has its place under a cap; one that is put away, and would have to come back, comes after all in use. */
export async function isWithin(
  db: TenantDb,
  tenantId: string,
  { table, active }: Rows,
  { id, limit }: { id: string; limit: Cap },
): Promise<boolean> {
  const mine = db.$with("mine").as(
    db
      .select({
        ownId: sql<string>`${table.id}`.as("own_id"),
        since: sql`${table.createdAt}`.as("since"),
        isActive: sql<boolean>`(${active})`.as("is_active"),
      })
      .from(table)
      .where(and(eq(table.tenantId, tenantId), eq(table.id, id))),
  );
  const isAhead = sql`not ${mine.isActive} or (${table.createdAt}, ${table.id}) < (${mine.since}, ${mine.ownId})`;
  const [row] = await db
    .with(mine)
    .select({ ahead: count(table.id) })
    .from(mine)
    .leftJoin(table, and(eq(table.tenantId, tenantId), active, sql`(${isAhead})`))
    .groupBy(mine.ownId);
  return !row || fits(limit, row.ahead);
}
