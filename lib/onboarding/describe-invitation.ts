import { notFound } from "@/lib/core/errors";
import { roleLabels } from "@/lib/core/permissions";
import { platformCommand } from "@/lib/core/platform-command";
import { findInvitation } from "./find-invitation";
import { invitationReference } from "./schema";

/** What the page of an invitation link shows: who invites to what, and how to accept. Changes nothing. */
export const describeInvitation = platformCommand({
  name: "invitation.describe",
  door: "public",
  reason: "The invited are not members yet.",
  input: invitationReference,
  async run({ db, context }, { token }) {
    if (!context.tenant) throw notFound("workspace");
    const found = await findInvitation(db, context.tenant, token, context.person);
    if (found.state !== "open") return { state: found.state };
    const { row, inviterName, mode } = found;
    return { state: found.state, email: row.email, roleName: roleLabels[row.role].name, inviterName, mode };
  },
});
