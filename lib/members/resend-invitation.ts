import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import { command } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { clock, minutes } from "@/lib/platform/clock";
import { mailInvitation, newInvitationToken } from "./invitation-mail";
import { getInvitation, lockInvitation } from "./pending-invitation";
import { invitationReference } from "./schema";
import { seatLimit } from "./seat-limit";

/**
 * Sends an invitation again with a new link and seven new days; the old link dies. Throws `rate_limited` within a minute
 * of the last mail, and `limit_exceeded` when the invitation had lapsed and its seat is taken by now.
 */
export const resendInvitation = command({
  name: "invitation.resend",
  permission: "members:manage",
  input: invitationReference,
  async run(scope, { id }) {
    const { db, context, emit } = scope;
    const seen = await getInvitation(db, context.tenant.id, id);
    // The seat lock comes before the row's, as in inviting; the other way round the two could wait for each other.
    if (seen.expiresAt <= clock.now()) await seatLimit.admit(db, context.tenant.id);
    const invitation = await lockInvitation(db, context.tenant.id, id);
    requirePause(invitation.updatedAt);
    const { token, stored } = newInvitationToken();
    await db
      .update(invitations)
      .set({ ...stored, updatedAt: clock.now() })
      .where(and(eq(invitations.tenantId, context.tenant.id), eq(invitations.id, id)));
    await mailInvitation(scope, { email: invitation.email, role: invitation.role, token });
    await emit("invitation.resent", { id, label: invitation.email });
    return { id, email: invitation.email };
  },
});

/** The address is a stranger's until it answers, so nobody can make us fill its inbox. */
function requirePause(sentAt: Date): void {
  const waitMs = sentAt.getTime() + minutes(1) - clock.now().getTime();
  if (waitMs <= 0) return;
  throw new AppError("rate_limited", "That mail has just been sent. Wait a minute before sending it again.", {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });
}
