import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";

// No name here: a stranger can sign up with any address and would choose the words this mail greets it with.
export type VerifyEmailProps = { url: string };

export function verifyEmailSubject(_: VerifyEmailProps): string {
  return "Confirm your address";
}

export function VerifyEmailEmail({ url }: VerifyEmailProps) {
  return (
    <MailLayout
      preview="One click, and your account is ready"
      heading="Confirm your address"
      reason="Somebody signed up with this address. If it was not you, ignore this mail: no account is opened."
    >
      <Paragraph>Confirm that this address is yours to finish signing up.</Paragraph>
      <Action href={url}>Confirm address</Action>
    </MailLayout>
  );
}
