import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";

// No name here: a stranger can open an account with any address and would choose the words this mail greets it with.
export type VerifyEmailProps = { url: string };

export function verifyEmailSubject(_: VerifyEmailProps): string {
  return "Confirm your address";
}

export function VerifyEmailEmail({ url }: VerifyEmailProps) {
  return (
    <MailLayout
      preview="Somebody opened an account with your address"
      heading="Confirm your address"
      reason="Somebody opened an account with this address. If it was not you, ignore this mail: the account stays unconfirmed."
    >
      <Paragraph>
        Confirming says that the account is yours, with the workspaces it belongs to. The page shows them and
        asks for the account's password. If you do not know it, choose a new one there: whoever uses the
        account now is signed out.
      </Paragraph>
      <Action href={url}>Confirm address</Action>
    </MailLayout>
  );
}
