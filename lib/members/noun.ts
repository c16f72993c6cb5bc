import { z } from "zod";
import { noun, plainly, telling } from "@/lib/core/noun";
import { roles } from "@/lib/core/permissions";
import { said } from "@/lib/platform/said";
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

const role = z.enum(roles).transform((one) => ({ said: said(`roles.${one}`) }));
const asRole = telling(z.object({ role }), (it) => said("history.asRole", it));

export const members = noun({
  name: "members",
  ids: { mem: "membership", inv: "invitation" },
  events: {
    "member.invited": asRole,
    "member.joined": asRole,
    "member.role_changed": telling(z.object({ from: role, to: role }), (it) =>
      said("history.roleChange", it),
    ),
    ...plainly(
      "member.removed",
      "member.left",
      "member.exported",
      "invitation.revoked",
      "invitation.resent",
      "ownership.transferred",
    ),
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
