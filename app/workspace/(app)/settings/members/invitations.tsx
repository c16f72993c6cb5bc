import { InvitationList } from "@/components/members/invitation-list";
import { roleLabels } from "@/lib/core/permissions";
import { read } from "@/lib/entry/page";
import { listInvitations } from "@/lib/members/queries";
import type { InvitationRow } from "@/lib/members/schema";
import { clock, days } from "@/lib/platform/clock";

/** Invitations that nobody has answered yet. Withdrawing one stays open where inviting is not. */
export async function Invitations({ canInvite }: { canInvite: boolean }) {
  const rows = await read(listInvitations, {});
  return <InvitationList invitations={rows.map(shown)} canInvite={canInvite} />;
}

const shown = ({ id, email, role, expiresAt, isExpired, invitedByName }: InvitationRow) => ({
  id,
  email,
  role,
  roleName: roleLabels[role].name,
  invitedBy: invitedByName,
  isExpired,
  expires: isExpired ? "Expired" : expiresIn(expiresAt),
});

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

function expiresIn(at: Date): string {
  const left = Math.round((at.getTime() - clock.now().getTime()) / days(1));
  return `Expires ${relative.format(left, "day")}`;
}
