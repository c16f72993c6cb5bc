"use client";

import { type SubmitEvent, useActionState } from "react";
import { useTranslations } from "#translations";
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
  const t = useTranslations("roster");
  const { id, email, roleName, invitedBy, isExpired, expires } = invitation;
  return (
    <li className={lineClasses}>
      <div className="min-w-0 flex-1 basis-52 text-sm leading-5">
        <p title={email} className="truncate font-medium">
          {email}
        </p>
        <p className="text-muted-foreground">
          {invitedBy ? t("invitedBy", { role: roleName, name: invitedBy }) : roleName}
        </p>
      </div>
      <StatusBadge className="mr-2" variant={isExpired ? "warning" : "default"}>
        {expires}
      </StatusBadge>
      {canInvite ? (
        <ActionForm action={resendInvitationAction} className="contents">
          <input type="hidden" name="id" value={id} />
          <SubmitButton size="sm" variant="outline" aria-label={t("sendAgainTo", { email })}>
            {t("sendAgain")}
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
  const t = useTranslations("roster");
  const [, formAction] = useActionState(revokeInvitationAction, { status: "idle" });

  function revoke(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onRevoke(new FormData(event.currentTarget));
  }

  return (
    <form action={formAction} onSubmit={revoke}>
      <DrawnFor />
      <input type="hidden" name="id" value={id} />
      <Button type="submit" size="sm" variant="ghost" aria-label={t("withdrawOf", { email })}>
        {t("withdraw")}
      </Button>
    </form>
  );
}
