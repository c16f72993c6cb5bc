import { MailLayout } from "./mail-layout";
import { Paragraph } from "./mail-parts";

export type MemberRemovedProps = { workspaceName: string };

export function memberRemovedSubject({ workspaceName }: MemberRemovedProps): string {
  return `You were removed from ${workspaceName}`;
}

export function MemberRemovedEmail({ workspaceName }: MemberRemovedProps) {
  return (
    <MailLayout
      preview={`You no longer have access to ${workspaceName}`}
      heading={`You were removed from ${workspaceName}`}
      reason={`Sent because you were a member of ${workspaceName}.`}
    >
      <Paragraph>
        You can no longer open the workspace {workspaceName}. Your account and your other workspaces are not
        affected.
      </Paragraph>
      <Paragraph>If this looks like a mistake, ask an owner or admin there to invite you again.</Paragraph>
    </MailLayout>
  );
}
