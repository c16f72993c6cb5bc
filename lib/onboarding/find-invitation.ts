import { and, eq } from "drizzle-orm";
import { invitations, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { findUser, type User } from "@/lib/auth/credentials";
import type { PlatformContext, Tenant } from "@/lib/core/context";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";

type Row = typeof invitations.$inferSelect;

/** How whoever opened the link gets in: by one click, with their password, by choosing one, or not with this account. */
export type InvitationMode = "one_click" | "password" | "new_password" | "wrong_account";

export type FoundInvitation =
  | { state: "unknown" | "expired" | "revoked" | "accepted" }
  | {
      state: "open";
      row: Row & { role: "admin" | "member" | "viewer" | "billing" };
      inviterName: string;
      user: User | null;
      mode: InvitationMode;
    };

/** The invitation behind a link of this workspace, and what it asks of whoever opened it. */
export async function findInvitation(
  db: PlatformDb,
  tenant: Tenant,
  token: string,
  person: PlatformContext["person"],
): Promise<FoundInvitation> {
  const [found] = await db
    .select({ row: invitations, inviterName: users.name })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.tenantId, tenant.id), eq(invitations.tokenHash, sha256(token))));
  if (!found) return { state: "unknown" };
  const { row } = found;
  if (row.status !== "pending") return { state: row.status };
  if (row.expiresAt <= clock.now()) return { state: "expired" };
  const user = (await findUser(db, row.email.toLowerCase()))?.user ?? null;
  return {
    state: "open",
    row: { ...row, role: grantable(row.role) },
    inviterName: found.inviterName ?? tenant.name,
    user,
    mode: modeOf(user, person),
  };
}

function modeOf(user: User | null, person: PlatformContext["person"]): InvitationMode {
  if (person) return person.id === user?.id ? "one_click" : "wrong_account";
  // Whoever registered an address without verifying it need not hold it; the invitation's link went to who does.
  return user?.emailVerifiedAt && user.passwordHash ? "password" : "new_password";
}

/** The table's check keeps owners out; the column's type does not say so. */
function grantable(role: Row["role"]): Exclude<Row["role"], "owner"> {
  if (role === "owner") throw new Error("an invitation never makes an owner");
  return role;
}
