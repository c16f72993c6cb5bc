import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { examplePassword, exampleSecret } from "@/lib/auth/schema";
import { AppError } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { type Claim, type Proof, proveClaim, settleClaim } from "./claim";
import { type FoundInvitation, findInvitation } from "./find-invitation";
import { enter, join } from "./join";
import { acceptInvitationInput, type ClosedState, entered } from "./schema";
import { workspaceHere, workspaceNow } from "./workspace-here";

type Open = Extract<FoundInvitation, { state: "open" }>;

/**
 * Makes the invited person a member and signs them in; the link went to their mailbox, so the e-mail counts as verified.
 * The ticket is null where they are signed in already. Throws `invalid` for a link that is not good any more.
 */
export const acceptInvitation = platformCommand({
  name: "invitation.accept",
  summary: "Accept an invitation",
  audience: "public",
  input: acceptInvitationInput,
  output: entered,
  emits: ["member.joined", "session.created"],
  emitsNothing: "who is signed in and a member already only uses the link up",
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret, name: "Kim Østergaard", password: examplePassword },
  async prepare(context, { token, ...given }): Promise<Proof> {
    const tenant = workspaceHere(context);
    const found = await withPlatform((db) => findInvitation(db, tenant, token, context.person));
    // A link that is not good is refused when it is used.
    return found.state === "open" ? proveClaim(context, claimOf(found), given) : {};
  },
  async run(scope, { token, ...given }, proof) {
    const tenant = await workspaceNow(scope);
    const found = await findInvitation(scope.db, tenant, token, scope.context.person);
    if (found.state !== "open") throw badLink(found.state);
    await burn(scope, found);
    const user = await settleClaim(scope, claimOf(found), given, proof);
    const membershipId = await join(scope, { tenant, user, role: found.row.role });
    return found.mode === "one_click" ? { ticket: null } : enter(scope, { tenant, user, membershipId });
  },
});

const refusals: Record<ClosedState, string> = {
  unknown: said("onboarding.refused.unknown"),
  expired: said("onboarding.refused.expired"),
  revoked: said("onboarding.refused.revoked"),
  accepted: said("onboarding.refused.accepted"),
  inviter_gone: said("onboarding.refused.inviterGone"),
};

const badLink = (state: ClosedState) => new AppError("invalid", refusals[state], { trace: "link" });

const claimOf = ({ row, user, mode }: Open): Claim => ({ email: row.email.toLowerCase(), user, mode });

/** In one statement, so that of two clicks one wins; it also frees the seat the invitation was holding. */
async function burn({ db }: PlatformScope, { row }: Open): Promise<void> {
  const [burnt] = await db
    .update(invitations)
    .set({ status: "accepted", updatedAt: clock.now() })
    .where(
      and(
        eq(invitations.tenantId, row.tenantId),
        eq(invitations.id, row.id),
        eq(invitations.tokenHash, row.tokenHash),
        eq(invitations.status, "pending"),
      ),
    )
    .returning({ id: invitations.id });
  if (!burnt) throw badLink("accepted");
}
