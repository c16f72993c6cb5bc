import { useTranslations } from "#translations";
import { AccountName, PasswordField } from "@/components/auth/password-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { requestPasswordResetAction, resetPasswordAction } from "@/lib/auth/actions";
import { passwordLength } from "@/lib/auth/schema";

export function ForgotPasswordForm() {
  const t = useTranslations("auth.forgot");
  const common = useTranslations("common");
  return (
    <ActionForm action={requestPasswordResetAction}>
      <FormField name="email" label={common("email")} type="email" autoComplete="username" required />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth.reset");
  return (
    <ActionForm action={resetPasswordAction}>
      <input type="hidden" name="token" value={token} />
      <AccountName email={email} />
      <PasswordField
        label={t("newPassword")}
        hint={t("hint", { least: passwordLength.min })}
        autoComplete="new-password"
      />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
