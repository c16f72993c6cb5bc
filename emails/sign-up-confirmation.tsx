import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

// No name of the person, for the reason given in verify-email.tsx.
export type SignUpConfirmationProps = { workspaceName: string; url: string };

export function signUpConfirmationSubject(_: SignUpConfirmationProps): string {
  return "Confirm your account";
}

export function SignUpConfirmationEmail({ url, ...props }: SignUpConfirmationProps) {
  const workspaceName = quoted(props.workspaceName);
  return (
    <MailLayout
      preview={`Confirm your address to enter ${workspaceName}`}
      heading={`Join ${workspaceName}`}
      reason={`Somebody signed up at ${workspaceName} with this address. If it was not you, ignore this mail: nothing is opened.`}
    >
      <Paragraph>
        Confirming makes you a member of {workspaceName}. If you have an account already, it is that one and
        its password; otherwise one is opened for this address.
      </Paragraph>
      <Action href={url}>Confirm and sign in</Action>
    </MailLayout>
  );
}
