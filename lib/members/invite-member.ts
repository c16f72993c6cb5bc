import { and, eq, inArray, sql } from "drizzle-orm";
import { invitations, memberships, users } from "@/db/schema/platform";
import type { TenantDb } from "@/db/tenant";
import { type CommandScope, command } from "@/lib/core/command";
import type { Role } from "@/lib/core/permissions";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { mailInvitation, newInvitationToken } from "./invitation-mail";
import { requireMayGrant } from "./roster";
import { inviteMemberInput } from "./schema";
import { seatLimit } from "./seat-limit";

export interface RefusedInvitation {
  email: string;
  reason: "already_member" | "already_invited";
}

/**
 * Invites people by mail, all of them or none: an address that cannot be invited is answered with its reason and the
 * list can be mended. Throws `limit_exceeded` when they do not all fit the plan's seats.
 */
export const inviteMember = command({
  name: "member.invite",
  permission: "members:manage",
  limit: seatLimit,
  input: inviteMemberInput,
  async run(scope, { emails, role }) {
    const { db, context } = scope;
    requireMayGrant(context.role, role);
    const refused = await refusals(db, context.tenant.id, emails);
    if (refused.length > 0) return { ok: false as const, refused };
    const invited: { id: string; email: string }[] = [];
    for (const email of emails) invited.push(await invite(scope, email, role));
    return { ok: true as const, invited };
  },
});

/** Under the seat lock that `limit` took: two admins inviting one person at once come here one after the other. */
async function refusals(db: TenantDb, tenantId: string, emails: string[]): Promise<RefusedInvitation[]> {
  const members = await db
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(sql`lower(${users.email})`, emails)));
  const open = await db
    .select({ email: invitations.email })
    .from(invitations)
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        eq(invitations.status, "pending"),
        inArray(sql`lower(${invitations.email})`, emails),
        sql`${invitations.expiresAt} > ${clock.now().toISOString()}::timestamptz`,
      ),
    );
  const isAmong = (rows: { email: string }[], email: string) =>
    rows.some((row) => row.email.toLowerCase() === email);
  return emails.flatMap((email): RefusedInvitation[] => {
    if (isAmong(members, email)) return [{ email, reason: "already_member" }];
    return isAmong(open, email) ? [{ email, reason: "already_invited" }] : [];
  });
}

async function invite(scope: CommandScope, email: string, role: Role) {
  const { db, context, emit } = scope;
  await seatLimit.admit(db, context.tenant.id);
  await closeLapsed(db, context.tenant.id, email);
  const { token, stored } = newInvitationToken();
  const id = newId("invitation");
  await db
    .insert(invitations)
    .values({ tenantId: context.tenant.id, id, email, role, invitedBy: context.actor.id, ...stored });
  await mailInvitation(scope, { email, role, token });
  await emit("member.invited", { id, label: email }, { role });
  return { id, email };
}

/** An address has one pending invitation at most; one that lapsed makes room for the new one. */
async function closeLapsed(db: TenantDb, tenantId: string, email: string): Promise<void> {
  await db
    .update(invitations)
    .set({ status: "revoked", updatedAt: clock.now() })
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        eq(invitations.status, "pending"),
        eq(sql`lower(${invitations.email})`, email),
      ),
    );
}
