import { useTranslations } from "#translations";
import { AccountName, PasswordField } from "@/components/auth/password-field";
import { StatusBadge } from "@/components/ui/badge";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { changePasswordAction, requestVerificationAction, updateProfileAction } from "@/lib/auth/actions";
import { passwordLength } from "@/lib/auth/schema";

export function ProfileForm({ name }: { name: string }) {
  const t = useTranslations("auth.account");
  const common = useTranslations("common");
  return (
    <ActionForm action={updateProfileAction} className="grid max-w-md gap-5">
      <FormField name="name" label={common("name")} autoComplete="name" defaultValue={name} required />
      <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** The address a person signs in with, and whether we know that it is theirs. */
export function EmailState({ email, isVerified }: { email: string; isVerified: boolean }) {
  const t = useTranslations("auth.account");
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="break-all text-sm">{email}</span>
        <StatusBadge variant={isVerified ? "success" : "warning"}>
          {t(isVerified ? "verified" : "notVerified")}
        </StatusBadge>
      </div>
      {isVerified ? null : (
        <ActionForm action={requestVerificationAction} className="grid gap-3">
          <SubmitButton variant="outline" className="justify-self-start">
            {t("sendAgain")}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("auth");
  return (
    <ActionForm action={changePasswordAction} isResetOnSuccess className="grid max-w-md gap-5">
      <AccountName email={email} />
      <PasswordField
        name="currentPassword"
        label={t("account.currentPassword")}
        autoComplete="current-password"
      />
      <PasswordField
        name="newPassword"
        label={t("reset.newPassword")}
        hint={t("reset.hint", { least: passwordLength.min })}
        autoComplete="new-password"
      />
      <SubmitButton className="justify-self-start">{t("reset.submit")}</SubmitButton>
    </ActionForm>
  );
}
