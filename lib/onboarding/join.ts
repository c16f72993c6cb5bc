import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships } from "@/db/schema/platform";
import { enterTenant, type WorkspaceDb } from "@/db/tenant";
import { actorOf } from "@/lib/auth/person";
import { openSession } from "@/lib/auth/tickets";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { PlatformScope } from "@/lib/core/operation";
import type { Role } from "@/lib/core/permissions";
import { membershipKey } from "@/lib/members/find-membership";
import { seatLimit } from "@/lib/members/seat-limit";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";
import type { Claimant } from "./claim";

interface Joining {
  tenant: Tenant;
  user: Claimant;
  role: Exclude<Role, "owner">;
}

/**
 * Makes a person a member and tells the workspace, unless they are one already; returns the membership's id. Throws
 * `limit_exceeded` when no seat is free; open invitations hold seats too.
 */
export async function join(
  scope: PlatformScope<"member.joined">,
  { tenant, user, role }: Joining,
): Promise<string> {
  const db = await enterTenant(scope.db, tenant.id);
  const known = await membershipOf(db, tenant.id, user.id);
  if (known) return known;
  await admit(db, tenant);
  const id = newId("mem");
  const [joined] = await db
    .insert(memberships)
    .values({ tenantId: tenant.id, id, userId: user.id, role })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  scope.invalidate(membershipKey(tenant.id, user.id));
  // Another of their links was a moment faster.
  if (!joined) return (await membershipOf(db, tenant.id, user.id)) ?? id;
  await scope.emitIn(tenant.id, actorOf(user), "member.joined", { id, label: user.name }, { role });
  return id;
}

interface Entering {
  tenant: Tenant;
  user: Claimant;
  membershipId: string;
}

/** The ticket of a session for a new member, and the line of history that goes with it. */
export async function enter(
  { db, context: { origin }, emitIn }: PlatformScope<"session.created">,
  { tenant, user, membershipId }: Entering,
) {
  const ticket = await openSession(db, { user, tenantId: tenant.id, membershipId, origin });
  await emitIn(tenant.id, actorOf(user), "session.created", null);
  return { ticket };
}

/** The id of a person's membership of the workspace, or null. */
export async function membershipOf(db: Tx, tenantId: string, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
  return row?.id ?? null;
}

async function admit(db: WorkspaceDb, { id, name }: Tenant): Promise<void> {
  try {
    await seatLimit.admit(db, id);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "limit_exceeded") throw cause;
    throw new AppError("limit_exceeded", said("onboarding.refused.noSeat", { workspace: name }));
  }
}
