import { sql } from "drizzle-orm";
import { invitations, memberships } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";

// A transaction of the platform's scope sees every workspace's members, so the tenant is named here all the same.
const here = sql`(select tenant_id from entrance.here)`;

/** Members and open invitations together; an invitation that lapsed holds no seat. */
export async function occupiedSeats(db: WorkspaceDb): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(sql`
    select (select count(*)::int from ${memberships} where ${memberships.tenantId} = ${here})
         + (select count(*)::int from ${invitations} where ${invitations.tenantId} = ${here}
              and ${invitations.status} = 'pending' and ${invitations.expiresAt} > ${clock.now().toISOString()}::timestamptz)
      as total`);
  return rows[0]?.total ?? 0;
}
