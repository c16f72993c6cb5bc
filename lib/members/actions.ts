"use server";

import { revalidatePath } from "next/cache";
import { clearSession } from "@/lib/auth/next-auth";
import { invalidField } from "@/lib/core/errors";
import { action } from "@/lib/entry/action";
import { changeRole } from "./change-role";
import { inviteMember, type RefusedInvitation } from "./invite-member";
import { leaveWorkspace } from "./leave-workspace";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { transferOwnership } from "./transfer-ownership";

const refresh = () => revalidatePath("/workspace", "layout");

export const inviteMemberAction = action(inviteMember, {
  message: (result) => (result.ok ? invitedMessage(result.invited) : ""),
  onDone(result) {
    if (!result.ok) throw invalidField("emails", result.refused.map(refusal).join(" "));
    refresh();
  },
});
export const resendInvitationAction = action(resendInvitation, {
  message: ({ email }) => `Invitation sent again to ${email}`,
  onDone: refresh,
});
export const revokeInvitationAction = action(revokeInvitation, {
  message: ({ email }) => `Invitation of ${email} withdrawn`,
  onDone: refresh,
});
export const changeRoleAction = action(changeRole, { message: "Role changed", onDone: refresh });
export const removeMemberAction = action(removeMember, {
  message: ({ name }) => `${name} was removed`,
  onDone: refresh,
});
export const transferOwnershipAction = action(transferOwnership, {
  message: ({ name }) => `${name} owns the workspace now`,
  onDone: refresh,
});
export const leaveWorkspaceAction = action(leaveWorkspace, {
  onDone: (_, { tenant }) => clearSession(tenant),
  redirectTo: "/sign-in",
});

const invitedMessage = (invited: { email: string }[]) =>
  invited.length === 1 ? `Invitation sent to ${invited[0]?.email}` : `${invited.length} invitations sent`;

const refusal = ({ email, reason }: RefusedInvitation) =>
  reason === "already_member" ? `${email} is a member already.` : `${email} is invited already.`;
