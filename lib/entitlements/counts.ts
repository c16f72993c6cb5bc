import { count, sql } from "drizzle-orm";
import { invitations, memberships } from "@/db/schema/platform";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import type { CountedFeature } from "./features";

/** How many of a feature the workspace has, for a transaction that is inside it. */
export const countOf = (db: TenantDb, feature: CountedFeature): Promise<number> => counts[feature](db);

const counts: Record<CountedFeature, (db: TenantDb) => Promise<number>> = {
  // Archived ones too: archiving is not a way around the plan.
  async projects(db) {
    const [row] = await db.select({ total: count() }).from(projects);
    return row?.total ?? 0;
  },
  seats: occupiedSeats,
  // The catalogue sells room for these already; there is nothing yet that takes it.
  integrations: async () => 0,
  customDomains: async () => 0,
};

// A transaction of the platform's scope sees every workspace's members, so the tenant is named here all the same.
const here = sql`current_setting('app.tenant_id', true)`;

/** Members and open invitations together; an invitation that lapsed holds no seat. */
export async function occupiedSeats(db: TenantDb): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(sql`
    select (select count(*)::int from ${memberships} where ${memberships.tenantId} = ${here})
         + (select count(*)::int from ${invitations} where ${invitations.tenantId} = ${here}
              and ${invitations.status} = 'pending' and ${invitations.expiresAt} > ${clock.now().toISOString()}::timestamptz)
      as total`);
  return rows[0]?.total ?? 0;
}
