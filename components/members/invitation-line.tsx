"use client";

import { type SubmitEvent, useActionState } from "react";
import { StatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DrawnFor } from "@/components/ui/drawn-for";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { resendInvitationAction, revokeInvitationAction } from "@/lib/members/actions";

export interface ListedInvitation {
  id: string;
  email: string;
  role: string;
  roleName: string;
  /** Null for somebody who has left. */
  invitedBy: string | null;
  isExpired: boolean;
  /** "Expires in 6 days". */
  expires: string;
}

type InvitationLineProps = {
  invitation: ListedInvitation;
  canInvite: boolean;
  onRevoke: (form: FormData) => void;
};

export function InvitationLine({ invitation, canInvite, onRevoke }: InvitationLineProps) {
  const { id, email, roleName, invitedBy, isExpired, expires } = invitation;
  return (
    <li className={lineClasses}>
      <div className="min-w-0 flex-1 basis-52 text-sm leading-5">
        <p title={email} className="truncate font-medium">
          {email}
        </p>
        <p className="text-muted-foreground">
          {invitedBy ? `${roleName}, invited by ${invitedBy}` : roleName}
        </p>
      </div>
      <StatusBadge className="mr-2" variant={isExpired ? "warning" : "default"}>
        {expires}
      </StatusBadge>
      {canInvite ? (
        <ActionForm action={resendInvitationAction} className="contents">
          <input type="hidden" name="id" value={id} />
          <SubmitButton size="sm" variant="outline" aria-label={`Send again to ${email}`}>
            Send again
          </SubmitButton>
        </ActionForm>
      ) : null}
      <RevokeForm id={id} email={email} onRevoke={onRevoke} />
    </li>
  );
}

/** A refusal takes a row of its own below the line. */
const lineClasses =
  "flex flex-wrap items-center gap-x-2 gap-y-2 border-t px-5 py-3 [&_[role=alert]]:order-last [&_[role=alert]]:w-full";

/** Without JavaScript the form sends itself; with it, the list does, and takes the line away meanwhile. */
function RevokeForm({
  id,
  email,
  onRevoke,
}: {
  id: string;
  email: string;
  onRevoke: InvitationLineProps["onRevoke"];
}) {
  const [, formAction] = useActionState(revokeInvitationAction, { status: "idle" });

  function revoke(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onRevoke(new FormData(event.currentTarget));
  }

  return (
    <form action={formAction} onSubmit={revoke}>
      <DrawnFor />
      <input type="hidden" name="id" value={id} />
      <Button type="submit" size="sm" variant="ghost" aria-label={`Withdraw the invitation of ${email}`}>
        Withdraw
      </Button>
    </form>
  );
}
