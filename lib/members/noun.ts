import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
import { roleLabels, roles } from "@/lib/core/permissions";
import { changeRole } from "./change-role";
import { exportMembers } from "./export-members";
import { inviteMember } from "./invite-member";
import { leaveWorkspace } from "./leave-workspace";
import { listInvitations, listMemberNames, listMembers, seatUsage } from "./queries";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { suggestMembers } from "./suggest-members";
import { transferOwnership } from "./transfer-ownership";

const role = z.enum(roles).transform((one) => roleLabels[one].name);
const asRole = z.object({ role });

export const members = noun({
  name: "members",
  ids: { mem: "membership", inv: "invitation" },
  events: {
    "member.invited": telling("invited", asRole, (it) => `as ${it.role}`),
    "member.joined": telling("joined the workspace", asRole, (it) => `as ${it.role}`),
    "member.role_changed": telling(
      "changed the role of",
      z.object({ from: role, to: role }),
      (it) => `from ${it.from} to ${it.to}`,
    ),
    "member.removed": "removed",
    "member.left": "left the workspace",
    "member.exported": "exported the list of members",
    "invitation.revoked": "withdrew the invitation of",
    "invitation.resent": "sent the invitation again to",
    "ownership.transferred": "handed the workspace over to",
  },
  operations: [
    changeRole,
    exportMembers,
    inviteMember,
    leaveWorkspace,
    listInvitations,
    listMemberNames,
    listMembers,
    seatUsage,
    removeMember,
    resendInvitation,
    revokeInvitation,
    suggestMembers,
    transferOwnership,
  ],
});
