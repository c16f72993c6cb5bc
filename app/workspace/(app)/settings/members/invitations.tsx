import { InvitationList } from "@/components/members/invitation-list";
import { currentFormats, getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { listInvitations } from "@/lib/members/queries";
import { clock } from "@/lib/platform/clock";

/** Invitations that nobody has answered yet. Withdrawing one stays open where inviting is not. */
export async function Invitations({ canInvite }: { canInvite: boolean }) {
  const rows = await read(listInvitations, {});
  const t = await getTranslations("members.invite");
  const roleName = await getTranslations("roles");
  const { inDays } = await currentFormats();
  const now = clock.now();
  const invitations = rows.map(({ id, email, role, expiresAt, isExpired, invitedByName }) => ({
    id,
    email,
    role,
    roleName: roleName(role),
    invitedBy: invitedByName,
    isExpired,
    expires: isExpired ? t("expired") : t("expires", { when: inDays(expiresAt, now) }),
  }));
  return <InvitationList invitations={invitations} canInvite={canInvite} />;
}
