import { and, eq } from "drizzle-orm";
import { memberships } from "@/db/schema/platform";
import { withWorkspace } from "@/db/tenant";
import type { Role } from "@/lib/core/permissions";
import { cached } from "@/lib/platform/cache";

const lifetime = { seconds: 1_800, emptySeconds: 10 };

/** What a change of membership makes stale. */
export const membershipKey = (tenantId: string, userId: string): string => `t:${tenantId}:member:${userId}`;

/** A person's membership of a workspace, or null. Half an hour in Redis, forgotten on every change. */
export function findMembership(tenantId: string, userId: string): Promise<{ id: string; role: Role } | null> {
  return cached(membershipKey(tenantId, userId), lifetime, () =>
    withWorkspace(tenantId, async (db) => {
      const [row] = await db
        .select({ id: memberships.id, role: memberships.role })
        .from(memberships)
        .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
      return row ?? null;
    }),
  );
}
