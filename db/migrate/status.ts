import { sql } from "drizzle-orm";
import { connection } from "../client";
import platformJournal from "../migrations/platform/meta/_journal.json";
import tenantJournal from "../migrations/tenant/meta/_journal.json";

/** Whether every migration this build was written against has been applied to the shared schemas. */
export async function isUpToDate(): Promise<boolean> {
  const { rows } = await connection().db.execute<{ applied: number }>(
    sql`select count(*)::int as applied from migrations.applied where target in ('platform', 'tenant')`,
  );
  return Number(rows[0]?.applied ?? 0) >= platformJournal.entries.length + tenantJournal.entries.length;
}
