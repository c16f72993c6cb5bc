import { AccountName, PasswordField } from "@/components/auth/password-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { requestPasswordResetAction, resetPasswordAction } from "@/lib/auth/actions";
import { passwordLength } from "@/lib/auth/schema";

export function ForgotPasswordForm() {
  return (
    <ActionForm action={requestPasswordResetAction}>
      <FormField name="email" label="E-mail" type="email" autoComplete="username" required />
      <SubmitButton className="w-full">Send reset link</SubmitButton>
    </ActionForm>
  );
}

export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  return (
    <ActionForm action={resetPasswordAction}>
      <input type="hidden" name="token" value={token} />
      <AccountName email={email} />
      <PasswordField label="New password" hint={passwordHint} autoComplete="new-password" />
      <SubmitButton className="w-full">Change password</SubmitButton>
    </ActionForm>
  );
}

export const passwordHint = `At least ${passwordLength.min} characters. A few unrelated words are best.`;
