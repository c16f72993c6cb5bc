import { and, asc, count, eq, lt, or, type SQL } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { entitlementOf, limitOf, lockFeature } from "@/lib/entitlements/limits";
import { type Cap, fits } from "@/lib/entitlements/plans";

type Placed = Pick<typeof projects.$inferSelect, "id" | "status" | "createdAt">;

/**
 * After a downgrade nothing is deleted: the oldest active projects, as many as the plan holds, can be changed, and the
 * newer ones can only be read. Archiving or deleting one lets the next in line take its place: so the owner chooses.
 */
export async function requireWithinLimit(db: TenantDb, tenantId: string, project: Placed): Promise<void> {
  await lockFeature(db, tenantId, "projects");
  const { plan, ...entitlement } = await entitlementOf(db, tenantId);
  const limit = limitOf(entitlement, "projects");
  const [ahead] = await db
    .select({ total: count() })
    .from(projects)
    .where(and(eq(projects.tenantId, tenantId), isAhead(project)));
  if (fits(limit, ahead?.total ?? 0)) return;
  throw new AppError(
    "limit_exceeded",
    `The ${plan.name} plan includes ${limit} projects, so this one is read-only. Archive or delete others, or upgrade under Settings, Billing.`,
  );
}

/** Where the projects begin that can only be read, in the order in which they were created; null where all fit. */
export async function findReadOnlyFrom(db: TenantDb, tenantId: string, limit: Cap): Promise<Placed | null> {
  if (limit === "unlimited") return null;
  const [first] = await db
    .select({ id: projects.id, status: projects.status, createdAt: projects.createdAt })
    .from(projects)
    .where(and(eq(projects.tenantId, tenantId), eq(projects.status, "active")))
    .orderBy(asc(projects.createdAt), asc(projects.id))
    .offset(limit)
    .limit(1);
  return first ?? null;
}

export function isReadOnly({ status, createdAt, id }: Placed, from: Placed | null): boolean {
  if (from === null || status === "archived") return false;
  const difference = createdAt.getTime() - from.createdAt.getTime();
  return difference > 0 || (difference === 0 && id >= from.id);
}

/** Active projects that come before it; before one that is archived, and would have to come back, all of them do. */
function isAhead({ id, status, createdAt }: Placed): SQL | undefined {
  const isActive = eq(projects.status, "active");
  if (status === "archived") return isActive;
  const isOlder = or(
    lt(projects.createdAt, createdAt),
    and(eq(projects.createdAt, createdAt), lt(projects.id, id)),
  );
  return and(isActive, isOlder);
}
