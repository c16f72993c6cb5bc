import { PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { TextLink } from "@/components/auth/text-link";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { acceptInvitationAction } from "@/lib/onboarding/actions";

interface InvitationFormProps {
  token: string;
  email: string;
  mode: "one_click" | "password" | "new_password";
  basePath: string;
}

/** One click, the password of the account, or a name and a new password. */
export function InvitationForm({ token, email, mode, basePath }: InvitationFormProps) {
  return (
    <ActionForm action={acceptInvitationAction}>
      <input type="hidden" name="token" value={token} />
      {mode === "one_click" ? null : (
        <FormField name="username" label="E-mail" defaultValue={email} disabled />
      )}
      {mode === "new_password" ? (
        <>
          <FormField name="name" label="Your name" autoComplete="name" maxLength={80} required />
          <PasswordField label="Choose a password" hint={passwordHint} autoComplete="new-password" />
        </>
      ) : null}
      {mode === "password" ? <PasswordField autoComplete="current-password" /> : null}
      <SubmitButton className="w-full">Accept invitation</SubmitButton>
      {mode === "password" ? (
        <p className="text-center text-sm">
          <TextLink href={`${basePath}/forgot-password`} className="font-normal text-muted-foreground">
            Forgot your password?
          </TextLink>
        </p>
      ) : null}
    </ActionForm>
  );
}
