import { and, eq } from "drizzle-orm";
import { invitations, memberships, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { findUser, type User } from "@/lib/auth/credentials";
import type { PlatformContext, Tenant } from "@/lib/core/context";
import { can, mayGrant, type Role } from "@/lib/core/permissions";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { claimMode } from "./claim";
import type { ClaimMode, ClosedState } from "./schema";

type Row = typeof invitations.$inferSelect;

export type FoundInvitation =
  | { state: ClosedState }
  | {
      state: "open";
      row: Row & { role: "admin" | "member" | "viewer" | "billing" };
      inviterName: string;
      user: User | null;
      mode: ClaimMode;
    };

/** The invitation behind a link of this workspace as it stands now, and what it asks of whoever opened it. */
export async function findInvitation(
  db: PlatformDb,
  tenant: Tenant,
  token: string,
  person: PlatformContext["person"],
): Promise<FoundInvitation> {
  const found = await lookUp(db, tenant.id, token);
  if (!found) return { state: "unknown" };
  const { row, inviterName, inviterRole } = found;
  if (row.status !== "pending") return { state: row.status };
  if (row.expiresAt <= clock.now()) return { state: "expired" };
  if (!mayStillInvite(inviterRole, row.role)) return { state: "inviter_gone" };
  const user = (await findUser(db, row.email.toLowerCase()))?.user ?? null;
  return {
    state: "open",
    row: { ...row, role: grantable(row.role) },
    inviterName: inviterName ?? tenant.name,
    user,
    mode: claimMode(user, person),
  };
}

async function lookUp(db: PlatformDb, tenantId: string, token: string) {
  const [found] = await db
    .select({ row: invitations, inviterName: users.name, inviterRole: memberships.role })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(
      memberships,
      and(eq(memberships.tenantId, invitations.tenantId), eq(memberships.userId, invitations.invitedBy)),
    )
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.tokenHash, sha256(token))));
  return found;
}

/** Whoever was removed, or may no longer give that role, has nobody let in by what they once sent. */
const mayStillInvite = (inviter: Role | null, role: Role): boolean =>
  inviter !== null && can(inviter, "members:manage") && mayGrant(inviter, role);

/** The table's check keeps owners out; the column's type does not say so. */
function grantable(role: Row["role"]): Exclude<Row["role"], "owner"> {
  if (role === "owner") throw new Error("an invitation never makes an owner");
  return role;
}
