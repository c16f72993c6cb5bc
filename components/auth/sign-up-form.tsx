import { useTranslations } from "#translations";
import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { PasswordField } from "@/components/auth/password-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { passwordLength } from "@/lib/auth/schema";
import { confirmSignUpAction, signUpAction } from "@/lib/onboarding/actions";

export function SignUpForm({ emailHint }: { emailHint?: string }) {
  const t = useTranslations("onboarding.signUp");
  const auth = useTranslations("auth");
  const common = useTranslations("common");
  return (
    <ActionForm action={signUpAction}>
      <FormField name="name" label={common("yourName")} autoComplete="name" required />
      <FormField
        name="email"
        label={common("email")}
        type="email"
        autoComplete="username"
        hint={emailHint}
        required
      />
      <PasswordField hint={auth("reset.hint", { least: passwordLength.min })} autoComplete="new-password" />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

interface ConfirmSignUpFormProps extends ClaimFieldsProps {
  token: string;
  /** What this browser was given when it signed up; empty in any other. */
  browserKey: string;
}

export function ConfirmSignUpForm({ token, browserKey, ...claim }: ConfirmSignUpFormProps) {
  const t = useTranslations("onboarding.signUp");
  return (
    <ActionForm action={confirmSignUpAction}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="browserKey" value={browserKey} />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">{t("confirm")}</SubmitButton>
    </ActionForm>
  );
}
