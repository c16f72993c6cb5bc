import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type ResetPasswordProps = { name: string; url: string; expiresInMinutes: number };

export function resetPasswordSubject(_: ResetPasswordProps): string {
  return "Choose a new password";
}

export function ResetPasswordEmail({ name, url, expiresInMinutes }: ResetPasswordProps) {
  return (
    <MailLayout
      preview={`The link works for ${expiresInMinutes} minutes`}
      heading="Choose a new password"
      reason="Somebody asked for this with your address. If it was not you, ignore this mail: your password stays as it is."
    >
      <Paragraph>Use this link to choose a new password for {quoted(name)}.</Paragraph>
      <Action href={url}>Choose a new password</Action>
      <Paragraph>It works once, for {expiresInMinutes} minutes.</Paragraph>
    </MailLayout>
  );
}
