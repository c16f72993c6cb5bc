"use client";

import { HomeButton } from "@/components/messages/home-button";
import { MessagePage } from "@/components/shell/message-page";
import { buttonVariants } from "@/components/ui/button";

export type ForbiddenMessageProps = {
  workspaceName?: string;
  /** Present where the whole workspace is closed: what to know, and whom to write to. */
  suspension?: { notice: string | null; contact: string };
};

/** Says why a page is closed: the workspace is suspended, or the role does not reach so far. */
export function ForbiddenMessage({ workspaceName, suspension }: ForbiddenMessageProps) {
  if (suspension) return <Suspended name={workspaceName ?? "This workspace"} {...suspension} />;
  return (
    <MessagePage
      code="403"
      title="You may not see this page"
      description={`Ask an owner or admin of ${workspaceName ?? "the workspace"} to change your role if you need it.`}
      action={<HomeButton isWorkspace={workspaceName !== undefined} />}
    />
  );
}

function Suspended({ name, notice, contact }: { name: string; notice: string | null; contact: string }) {
  return (
    <MessagePage
      code="403"
      title={`${name} is suspended`}
      description={
        <>
          {notice ? <p className="mb-3">{notice}</p> : null}
          <p>
            Nobody can sign in until it is opened again; nothing has been deleted. If you own the workspace,
            write to <span className="font-medium text-foreground">{contact}</span>. If you are a member, ask
            the person who invited you.
          </p>
        </>
      }
      action={
        <a href={`mailto:${contact}`} className={buttonVariants()}>
          Write to support
        </a>
      }
    />
  );
}
