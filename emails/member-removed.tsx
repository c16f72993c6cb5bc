import { MailLayout } from "./mail-layout";
import { Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type MemberRemovedProps = { workspaceName: string };

export function memberRemovedSubject(_: MemberRemovedProps): string {
  return "You were removed from a workspace";
}

export function MemberRemovedEmail(props: MemberRemovedProps) {
  const workspaceName = quoted(props.workspaceName);
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
