"use client";

import { MailCheck } from "lucide-react";
import { useOptimistic } from "react";
import { useTranslations } from "#translations";
import { InvitationLine, type ListedInvitation } from "@/components/members/invitation-line";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { useDeed } from "@/components/ui/use-deed";
import { inviteMemberAction, revokeInvitationAction } from "@/lib/members/actions";

type InvitationListProps = { invitations: ListedInvitation[]; canInvite: boolean };

/** What waits for an answer. A withdrawn invitation leaves at once, and comes back if that is refused. */
export function InvitationList({ invitations, canInvite }: InvitationListProps) {
  const t = useTranslations("roster");
  const [shown, hide] = useOptimistic(invitations, (rows, id: string) => rows.filter((row) => row.id !== id));
  const { run, notice } = useDeed();
  const undo = useTranslations("toast");

  function revoke(form: FormData) {
    const id = String(form.get("id"));
    const gone = invitations.find((one) => one.id === id);
    run({
      action: revokeInvitationAction,
      fields: form,
      meanwhile: () => hide(id),
      // The link in the first mail stays closed; another mail has another one.
      undo:
        gone && canInvite
          ? {
              label: undo("inviteAgain"),
              action: inviteMemberAction,
              fields: { emails: gone.email, role: gone.role },
            }
          : undefined,
    });
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("openInvitations")}</CardTitle>
      </CardHeader>
      {notice ? <div className="px-5 pb-4">{notice}</div> : null}
      {shown.length > 0 ? (
        <ul>
          {shown.map((invitation) => (
            <InvitationLine
              key={invitation.id}
              invitation={invitation}
              canInvite={canInvite}
              onRevoke={revoke}
            />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={MailCheck}
          title={t("nobodyWaits")}
          description={t("nobodyWaitsHint")}
          className="pt-4 pb-10"
        />
      )}
    </Card>
  );
}
