import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { clock, minutes } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { assertMayInvite, spendInvitation } from "./invitation-budget";
import { mailInvitation, newInvitationToken } from "./invitation-mail";
import { getInvitation, lockInvitation } from "./pending-invitation";
import { requireMayGrant } from "./roster";
import { invitationExample, invitationName, invitationReference } from "./schema";
import { seatLimit } from "./seat-limit";

/**
 * Sends an invitation again with a new link and seven new days, in the name of whoever does; the old link dies. Throws
 * `rate_limited` within a minute of the last mail or when a budget of mails is used up, and `limit_exceeded` when the invitation had lapsed and its seat is taken by now.
 */
export const resendInvitation = command({
  name: "invitation.resend",
  summary: "Send an invitation again",
  permission: "members:manage",
  store: "platform",
  input: invitationReference,
  output: invitationName,
  emits: ["invitation.resent"],
  rest: "POST /invitations/{id}/resend",
  example: invitationExample,
  async run(scope, { id }) {
    const { db, context, emit } = scope;
    await assertMayInvite(scope);
    const seen = await getInvitation(db, context.tenant.id, id);
    // The seat lock comes before the row's, as in inviting; the other way round the two could wait for each other.
    if (seen.expiresAt <= clock.now()) await seatLimit.admit(db, context.tenant.id);
    const invitation = await lockInvitation(db, context.tenant.id, id);
    requirePause(invitation.updatedAt);
    requireMayGrant(context.role, invitation.role);
    const { token, stored } = newInvitationToken();
    await db
      .update(invitations)
      .set({ ...stored, invitedBy: context.actor.id, updatedAt: clock.now() })
      .where(and(eq(invitations.tenantId, context.tenant.id), eq(invitations.id, id)));
    await mailInvitation(scope, { email: invitation.email, role: invitation.role, token });
    await emit("invitation.resent", { id, label: invitation.email });
    await spendInvitation(context, invitation.email);
    return { id, email: invitation.email };
  },
});

/** The address is a stranger's until it answers, so nobody can make us fill its inbox. */
function requirePause(sentAt: Date): void {
  const waitMs = sentAt.getTime() + minutes(1) - clock.now().getTime();
  if (waitMs <= 0) return;
  throw new AppError("rate_limited", said("members.refused.justSent"), {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });
}
