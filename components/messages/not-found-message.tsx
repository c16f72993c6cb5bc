"use client";

import { HomeButton } from "@/components/messages/home-button";
import { MessagePage } from "@/components/shell/message-page";

type NotFoundMessageProps = { workspaceName?: string };

// A browser component, though it does nothing there: every page carries its not-found along, and what is drawn on the
// server travels twice, while this is a name and two words.
export function NotFoundMessage({ workspaceName }: NotFoundMessageProps) {
  return (
    <MessagePage
      code="404"
      title="There is nothing at this address"
      description={`${workspaceName ? `${workspaceName} has no such page. ` : ""}It may have moved, or the link may be incomplete. Check the address, or start again from the first page.`}
      action={<HomeButton isWorkspace={workspaceName !== undefined} />}
    />
  );
}
