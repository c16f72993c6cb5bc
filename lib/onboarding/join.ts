import { and, eq } from "drizzle-orm";
import { memberships } from "@/db/schema/platform";
import { enterTenant, type TenantDb } from "@/db/tenant";
import { actorOf } from "@/lib/auth/person";
import { openSession } from "@/lib/auth/tickets";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Role } from "@/lib/core/permissions";
import type { PlatformScope } from "@/lib/core/platform-command";
import { membershipKey } from "@/lib/members/find-membership";
import { seatLimit } from "@/lib/members/seat-limit";
import { newId } from "@/lib/platform/id";

interface Joining {
  tenant: Tenant;
  user: { id: string; name: string; email: string };
  role: Exclude<Role, "owner">;
}

/**
 * Makes a person a member and tells the workspace, unless they are one already. Throws `limit_exceeded` when no seat is
 * free; open invitations hold seats too.
 */
export async function join(scope: PlatformScope, { tenant, user, role }: Joining): Promise<void> {
  const db = await enterTenant(scope.db, tenant.id);
  if (await isMember(db, tenant.id, user.id)) return;
  await admit(db, tenant);
  const id = newId("membership");
  const [joined] = await db
    .insert(memberships)
    .values({ tenantId: tenant.id, id, userId: user.id, role })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  scope.forget(membershipKey(tenant.id, user.id));
  if (joined)
    await scope.emitIn(tenant.id, actorOf(user), "member.joined", { id, label: user.name }, { role });
}

/** The ticket of a session for a new member, and the line of history that goes with it. */
export async function enter({ db, context, emitIn }: PlatformScope, { tenant, user }: Omit<Joining, "role">) {
  const ticket = await openSession(db, { userId: user.id, tenantId: tenant.id, origin: context.origin });
  await emitIn(tenant.id, actorOf(user), "session.created", null);
  return { ticket };
}

async function isMember(db: TenantDb, tenantId: string, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
  return row !== undefined;
}

async function admit(db: TenantDb, { id, name }: Tenant): Promise<void> {
  try {
    await seatLimit.admit(db, id);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "limit_exceeded") throw cause;
    throw new AppError(
      "limit_exceeded",
      `${name} has no free seat. Ask one of its owners to make room, then try again.`,
    );
  }
}
