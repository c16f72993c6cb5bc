"use server";

import { clearSession } from "@/lib/auth/next-auth";
import { action, queryAction } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
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
  message: ({ email }) => said("members.done.resent", { email }),
});
export const revokeInvitationAction = action(revokeInvitation, {
  message: ({ email }) => said("members.done.withdrawn", { email }),
});
export const changeRoleAction = action(changeRole, {
  message: ({ ok }) => said(ok ? "members.done.role" : "members.done.roleAlready"),
});
export const removeMemberAction = action(removeMember, {
  message: ({ name }) => said("members.done.removed", { name }),
});
export const transferOwnershipAction = action(transferOwnership, {
  message: ({ name }) => said("members.done.transferred", { name }),
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
