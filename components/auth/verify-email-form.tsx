import { AccountName, PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { verifyEmailAction } from "@/lib/auth/actions";

interface VerifyEmailFormProps {
  token: string;
  email: string;
  isSignedIn: boolean;
}

/** A button, not an effect of opening the link: mail scanners open links too. */
export function VerifyEmailForm({ token, email, isSignedIn }: VerifyEmailFormProps) {
  return (
    <div className="grid gap-6">
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={token} />
        {isSignedIn ? null : (
          <>
            <AccountName email={email} />
            <PasswordField label="Password of the account" autoComplete="current-password" />
          </>
        )}
        <SubmitButton className="w-full">Verify my e-mail</SubmitButton>
      </ActionForm>
      {isSignedIn ? null : <TakeOver token={token} email={email} />}
    </div>
  );
}

/** For the holder of an address with which somebody else opened an account, or who does not remember. */
function TakeOver({ token, email }: { token: string; email: string }) {
  return (
    <details className="border-t pt-5">
      <summary className="cursor-pointer rounded-sm font-medium text-sm">
        I do not know the password of this account
      </summary>
      <p className="mt-2 mb-5 text-muted-foreground text-sm">
        Choose a new one. Whoever is signed in to the account now is signed out everywhere.
      </p>
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={token} />
        <AccountName email={email} />
        <PasswordField
          name="newPassword"
          label="New password"
          hint={passwordHint}
          autoComplete="new-password"
        />
        <SubmitButton variant="outline" className="w-full">
          Set password and verify
        </SubmitButton>
      </ActionForm>
    </details>
  );
}
