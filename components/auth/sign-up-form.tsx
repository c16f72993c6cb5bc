import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { confirmSignUpAction, signUpAction } from "@/lib/onboarding/actions";

export function SignUpForm({ emailHint }: { emailHint?: string }) {
  return (
    <ActionForm action={signUpAction}>
      <FormField name="name" label="Your name" autoComplete="name" required />
      <FormField name="email" label="E-mail" type="email" autoComplete="username" hint={emailHint} required />
      <PasswordField hint={passwordHint} autoComplete="new-password" />
      <SubmitButton className="w-full">Sign up</SubmitButton>
    </ActionForm>
  );
}

interface ConfirmSignUpFormProps extends ClaimFieldsProps {
  token: string;
  /** What this browser was given when it signed up; empty in any other. */
  browserKey: string;
}

export function ConfirmSignUpForm({ token, browserKey, ...claim }: ConfirmSignUpFormProps) {
  return (
    <ActionForm action={confirmSignUpAction}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="browserKey" value={browserKey} />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">Confirm and continue</SubmitButton>
    </ActionForm>
  );
}
