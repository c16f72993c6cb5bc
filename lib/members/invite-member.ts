import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, memberships, users } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { type CommandScope, command } from "@/lib/core/operation";
import type { Role } from "@/lib/core/permissions";
import { memberCaller, noteRefusal } from "@/lib/core/refusals";
import { tryAlone } from "@/lib/core/savepoint";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { assertMayInvite, spendInvitation } from "./invitation-budget";
import { mailInvitation, newInvitationToken } from "./invitation-mail";
import { closeInvitations } from "./pending-invitation";
import { requireMayGrant } from "./roster";
import { invitationName, inviteMemberInput, type RefusedInvitation, refusedInvitation } from "./schema";
import { seatLimit } from "./seat-limit";

/** Whom it invited, whom it did not, and who stood in the list twice. */
const inviteOutcome = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    invited: z.array(invitationName),
    refused: z.array(refusedInvitation),
    twice: z.array(z.string()),
  }),
  z.object({ ok: z.literal(false), refused: z.array(refusedInvitation) }),
]);

/**
 * Invites people by mail: whoever can be, and of the others each is answered with its reason. Throws what stands in the
 * way where it lets nobody through, such as `limit_exceeded` when no seat is left, `forbidden` before the e-mail is verified.
 */
export const inviteMember = command({
  name: "member.invite",
  summary: "Invite people by e-mail",
  permission: "members:manage",
  store: "platform",
  input: inviteMemberInput,
  output: inviteOutcome,
  emits: ["member.invited"],
  limit: seatLimit,
  rest: "POST /invitations",
  example: { emails: "ada@example.com, grace@example.com", role: "member" },
  async run(scope, { emails: { addresses, wrong, twice }, role }) {
    const { db, context } = scope;
    requireMayGrant(context.role, role);
    await assertMayInvite(scope);
    const known = await refusals(db, context.tenant.id, addresses);
    const refused = [...wrong.map((email): RefusedInvitation => ({ email, reason: "invalid" })), ...known];
    const invited: { id: string; email: string }[] = [];
    for (const email of addresses.filter((one) => !known.some((it) => it.email === one))) {
      const outcome = await tryAlone(db, () => invite(scope, email, role));
      if (!(outcome instanceof AppError)) invited.push(outcome);
      else if (invited.length + refused.length === 0 && addresses.length === 1) throw outcome;
      else {
        noteRefusal(outcome, memberCaller("member.invite", context));
        refused.push(limited(email, outcome));
      }
    }
    if (invited.length === 0) return { ok: false as const, refused };
    return { ok: true as const, invited, refused, twice };
  },
});

/** A limit that one invitation met. Throws whatever else refused it, which is no matter of one alone. */
function limited(email: string, refusal: AppError): RefusedInvitation {
  const { code, message } = refusal;
  if (code !== "limit_exceeded" && code !== "rate_limited") throw refusal;
  return { email, reason: code, message };
}

/** Under the seat lock that `limit` took: two admins inviting one person at once come here one after the other. */
async function refusals(db: WorkspaceDb, tenantId: string, emails: string[]): Promise<RefusedInvitation[]> {
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

async function invite(scope: CommandScope<"member.invited", WorkspaceDb>, email: string, role: Role) {
  const { db, context, emit } = scope;
  await seatLimit.admit(db, context.tenant.id);
  // An address has one pending invitation at most; one that lapsed makes room for the new one.
  await closeInvitations(db, context.tenant.id, email);
  const { token, stored } = newInvitationToken();
  const id = newId("inv");
  await db
    .insert(invitations)
    .values({ tenantId: context.tenant.id, id, email, role, invitedBy: context.actor.id, ...stored });
  await mailInvitation(scope, { email, role, token });
  await emit("member.invited", { id, label: email }, { role });
  await spendInvitation(context, email);
  return { id, email };
}
