import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type SignInLinkProps = { name: string; url: string; expiresInMinutes: number };

export function signInLinkSubject(_: SignInLinkProps): string {
  return "Finish signing in";
}

export function SignInLinkEmail({ name, url, expiresInMinutes }: SignInLinkProps) {
  return (
    <MailLayout
      preview={`The link works for ${expiresInMinutes} minutes`}
      heading="Finish signing in"
      reason="Somebody entered your e-mail and your password. If it was not you, leave the link alone, and change your password now."
    >
      <Paragraph>
        Many sign-ins have failed there lately, so a new device needs the mailbox of {quoted(name)} as well.
      </Paragraph>
      <Action href={url}>Sign in</Action>
      <Paragraph>It works once, for {expiresInMinutes} minutes, in the browser that opens it.</Paragraph>
    </MailLayout>
  );
}
