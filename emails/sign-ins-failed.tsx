import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type SignInsFailedProps = { name: string; resetUrl: string };

export function signInsFailedSubject(_: SignInsFailedProps): string {
  return "Many sign-ins to your account have failed";
}

export function SignInsFailedEmail({ name, resetUrl }: SignInsFailedProps) {
  return (
    <MailLayout
      preview="What to do if signing in makes you wait"
      heading="Many sign-ins to your account have failed"
      reason="Sent once a day at most, when many sign-ins to an account fail."
    >
      <Paragraph>
        Somebody keeps trying to sign in to the account of {quoted(name)}, and was refused each time. We slow
        that down, so signing in on a new device can make you wait as well.
      </Paragraph>
      <Paragraph>
        Where you have signed in before, nothing changes. If you have to wait elsewhere, choose a new password
        there: then you can sign in at once.
      </Paragraph>
      <Action href={resetUrl}>Choose a new password</Action>
    </MailLayout>
  );
}
