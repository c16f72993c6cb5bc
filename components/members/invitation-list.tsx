"use client";

import { MailCheck } from "lucide-react";
import { startTransition, useOptimistic } from "react";
import { InvitationLine, type ListedInvitation } from "@/components/members/invitation-line";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { revokeInvitationAction } from "@/lib/members/actions";

/** What waits for an answer. A withdrawn invitation leaves at once, and comes back if that is refused. */
export function InvitationList({ invitations }: { invitations: ListedInvitation[] }) {
  const [shown, hide] = useOptimistic(invitations, (rows, id: string) => rows.filter((row) => row.id !== id));

  function revoke(form: FormData) {
    startTransition(async () => {
      hide(String(form.get("id")));
      const outcome = await revokeInvitationAction({ status: "idle" }, form);
      if (outcome.status === "error") toast.error(outcome.message);
      else if (outcome.status === "ok" && outcome.message) toast.success(outcome.message);
    });
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Open invitations</CardTitle>
      </CardHeader>
      {shown.length > 0 ? (
        <ul>
          {shown.map((invitation) => (
            <InvitationLine key={invitation.id} invitation={invitation} onRevoke={revoke} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={MailCheck}
          title="Nobody is waiting"
          description="Invitations stand here until they are accepted."
          className="pt-4 pb-10"
        />
      )}
    </Card>
  );
}
