import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";

// No name of the person, for the reason given in verify-email.tsx.
export type SignUpConfirmationProps = { workspaceName: string; url: string };

export function signUpConfirmationSubject({ workspaceName }: SignUpConfirmationProps): string {
  return `Confirm your account at ${workspaceName}`;
}

export function SignUpConfirmationEmail({ workspaceName, url }: SignUpConfirmationProps) {
  return (
    <MailLayout
      preview={`Confirm your address to enter ${workspaceName}`}
      heading={`Welcome to ${workspaceName}`}
      reason={`Somebody signed up at ${workspaceName} with this address. If it was not you, ignore this mail.`}
    >
      <Paragraph>Confirm that this address is yours, and you can sign in to {workspaceName}.</Paragraph>
      <Action href={url}>Confirm and sign in</Action>
    </MailLayout>
  );
}
