import { useTranslations } from "#translations";
import { AccountName, PasswordField } from "@/components/auth/password-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { verifyEmailAction } from "@/lib/auth/actions";
import { passwordLength } from "@/lib/auth/schema";

interface VerifyEmailFormProps {
  token: string;
  email: string;
  isSignedIn: boolean;
}

/** A button, not an effect of opening the link: mail scanners open links too. */
export function VerifyEmailForm({ token, email, isSignedIn }: VerifyEmailFormProps) {
  const t = useTranslations("auth.verify");
  return (
    <div className="grid gap-6">
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={token} />
        {isSignedIn ? null : (
          <>
            <AccountName email={email} />
            <PasswordField label={t("password")} autoComplete="current-password" />
          </>
        )}
        <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      </ActionForm>
      {isSignedIn ? null : <TakeOver token={token} email={email} />}
    </div>
  );
}

/** For the holder of an address with which somebody else opened an account, or who does not remember. */
function TakeOver({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth");
  return (
    <details className="border-t pt-5">
      <summary className="cursor-pointer rounded-sm font-medium text-sm">
        {t("verify.unknownPassword")}
      </summary>
      <p className="mt-2 mb-5 text-muted-foreground text-sm">{t("verify.takeOver")}</p>
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={token} />
        <AccountName email={email} />
        <PasswordField
          name="newPassword"
          label={t("reset.newPassword")}
          hint={t("reset.hint", { least: passwordLength.min })}
          autoComplete="new-password"
        />
        <SubmitButton variant="outline" className="w-full">
          {t("verify.setAndVerify")}
        </SubmitButton>
      </ActionForm>
    </details>
  );
}
