import { productName } from "@/lib/platform/product";
import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type InvitationProps = { inviterName: string; workspaceName: string; roleName: string; url: string };

export function invitationSubject(_: InvitationProps): string {
  return "You are invited to a workspace";
}

export function InvitationEmail({ roleName, url, ...names }: InvitationProps) {
  const [inviterName, workspaceName] = [quoted(names.inviterName), quoted(names.workspaceName)];
  return (
    <MailLayout
      preview={`Join ${workspaceName} on ${productName}`}
      heading={`Join ${workspaceName}`}
      reason={`${inviterName} entered this address. If you were not expecting it, ignore this mail: nothing happens.`}
    >
      <Paragraph>
        {inviterName} invited you to the workspace {workspaceName}. Your role there will be {roleName}.
      </Paragraph>
      <Action href={url}>Accept invitation</Action>
      <Paragraph>
        The invitation expires. If it no longer works, ask {inviterName} to send it again.
      </Paragraph>
    </MailLayout>
  );
}
