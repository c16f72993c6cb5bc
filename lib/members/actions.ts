"use server";

import { clearSession } from "@/lib/auth/next-auth";
import { action, queryAction } from "@/lib/entry/action";
import { changeRole } from "./change-role";
import { notAllInvited, sentWords } from "./invitation-words";
import { inviteMember } from "./invite-member";
import { leaveWorkspace } from "./leave-workspace";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { suggestMembers } from "./suggest-members";
import { transferOwnership } from "./transfer-ownership";

export const inviteMemberAction = action(inviteMember, {
  message: (result) => (result.ok ? sentWords(result.invited, result.twice) : ""),
  onDone(result) {
    if (result.refused.length > 0) throw notAllInvited(result.ok ? result.invited : [], result.refused);
  },
});
export const resendInvitationAction = action(resendInvitation, {
  message: ({ email }) => `Invitation sent again to ${email}`,
});
export const revokeInvitationAction = action(revokeInvitation, {
  message: ({ email }) => `Invitation of ${email} withdrawn`,
});
export const changeRoleAction = action(changeRole, {
  message: ({ ok }) => (ok ? "Role changed" : "That is their role already"),
});
export const removeMemberAction = action(removeMember, {
  message: ({ name }) => `${name} was removed`,
});
export const transferOwnershipAction = action(transferOwnership, {
  message: ({ name }) => `${name} owns the workspace now`,
});
export const leaveWorkspaceAction = action(leaveWorkspace, {
  onDone: (_, { tenant }) => clearSession(tenant),
  redirectTo: "/sign-in",
});

const suggest = queryAction(suggestMembers, (found) =>
  found.map(({ id, name, email }) => ({
    ...{ id, title: name, note: email },
    href: `/settings/members?search=${encodeURIComponent(email)}`,
  })),
);

/** Whom the command palette finds by these words. */
export async function searchMembers(search: string) {
  return suggest({ search });
}
