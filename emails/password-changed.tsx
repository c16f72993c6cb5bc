import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type PasswordChangedProps = { name: string; resetUrl: string };

export function passwordChangedSubject(_: PasswordChangedProps): string {
  return "Your password was changed";
}

export function PasswordChangedEmail({ name, resetUrl }: PasswordChangedProps) {
  return (
    <MailLayout
      preview="If it was not you, act now"
      heading="Your password was changed"
      reason="Sent to every account after its password changes."
    >
      <Paragraph>
        The password of {quoted(name)} was just changed. If that was you, there is nothing to do.
      </Paragraph>
      <Paragraph>If it was not you, choose a new password now.</Paragraph>
      <Action href={resetUrl}>Choose a new password</Action>
    </MailLayout>
  );
}
