import { MailLayout } from "./mail-layout";
import { Action, Link, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type ExistingAccountProps = { name: string; signInUrl: string; resetUrl: string };

export function existingAccountSubject(_: ExistingAccountProps): string {
  return "You already have an account";
}

/** Goes out instead of a confirmation, so that the sign-up page never tells who has an account. */
export function ExistingAccountEmail({ name, signInUrl, resetUrl }: ExistingAccountProps) {
  return (
    <MailLayout
      preview="Somebody signed up with your address"
      heading="You already have an account"
      reason="Somebody signed up with this address. If it was not you, ignore this mail: your account is unchanged."
    >
      <Paragraph>
        A new sign-up used the address of {quoted(name)}. You need no second account: sign in with the one you
        have.
      </Paragraph>
      <Action href={signInUrl}>Sign in</Action>
      <Paragraph>
        Forgot the password? <Link href={resetUrl}>Choose a new one</Link>.
      </Paragraph>
    </MailLayout>
  );
}
