import { and, count, eq, ne, sql } from "drizzle-orm";
import { memberships, sessions, users } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { burnSignUps } from "@/lib/auth/email-tokens";
import type { TenantContext } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { can, mayGrant, outranks, type Permission, type Role } from "@/lib/core/permissions";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { closeInvitations, disownInvitations } from "./pending-invitation";

export interface Member {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
}

/**
 * Waits its turn among changes of who belongs here and in which role, then reads the one who acts as they stand now:
 * the role in the context may be the one a colleague has just taken away.
 */
export async function lockMembers(
  db: WorkspaceDb,
  context: TenantContext,
  permission: Permission,
): Promise<Member> {
  const key = `members:${context.tenant.id}`;
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const { membershipId } = context;
  const me = membershipId && (await findMember(db, context.tenant.id, membershipId));
  if (me && can(me.role, permission)) return me;
  throw new AppError("forbidden", said("members.refused.roleChanged"));
}

/** One member. Throws `not_found`. */
export async function getMember(db: WorkspaceDb, context: TenantContext, id: string): Promise<Member> {
  const member = await findMember(db, context.tenant.id, id);
  if (!member) throw notFound("member");
  return member;
}

async function findMember(db: WorkspaceDb, tenantId: string, id: string): Promise<Member | undefined> {
  const [member] = await db
    .select({
      id: memberships.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.id, id)));
  return member;
}

/** Owners may change anybody, everybody else only those they outrank. Throws `forbidden`. */
export function requireAuthority(me: Member, them: Member): void {
  if (me.role === "owner" || outranks(me.role, them.role)) return;
  throw new AppError("forbidden", said("members.refused.outranked"));
}

/** Nobody grants a role above their own. Throws `forbidden`. */
export function requireMayGrant(mine: Role, role: Role): void {
  if (!mayGrant(mine, role)) throw new AppError("forbidden", said("members.refused.aboveOwn"));
}

/** A workspace always has an owner. Throws `conflict` when `member` is the last one. */
export async function requireAnotherOwner(db: WorkspaceDb, tenantId: string, member: Member): Promise<void> {
  if (member.role !== "owner") return;
  const [others] = await db
    .select({ total: count() })
    .from(memberships)
    .where(
      and(eq(memberships.tenantId, tenantId), eq(memberships.role, "owner"), ne(memberships.id, member.id)),
    );
  if (others?.total === 0) throw new AppError("conflict", said("members.refused.lastOwner"));
}

/** Takes a person out: the membership goes, and with it every session here and every link that would lead back in. */
export async function dismiss(db: WorkspaceDb, tenantId: string, member: Member): Promise<void> {
  await db.delete(memberships).where(and(eq(memberships.tenantId, tenantId), eq(memberships.id, member.id)));
  await db
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        eq(sessions.userId, member.userId),
        sql`${sessions.revokedAt} is null`,
      ),
    );
  await burnSignUps(db, tenantId, member.email);
  await closeInvitations(db, tenantId, member.email);
  await disownInvitations(db, tenantId, member.userId);
}

export async function setRole(db: WorkspaceDb, tenantId: string, member: Member, role: Role): Promise<void> {
  await db
    .update(memberships)
    .set({ role, updatedAt: clock.now() })
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.id, member.id)));
}
