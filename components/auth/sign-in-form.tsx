import { useTranslations } from "#translations";
import { PasswordField } from "@/components/auth/password-field";
import { TextLink } from "@/components/auth/text-link";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { signInAction } from "@/lib/auth/actions";

/** `next` is a path of this host; the action refuses any other. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("auth.signIn");
  const common = useTranslations("common");
  return (
    <ActionForm action={signInAction}>
      <input type="hidden" name="next" value={next} />
      <FormField name="email" label={common("email")} type="email" autoComplete="username" required />
      <PasswordField autoComplete="current-password" />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      <p className="text-center text-sm">
        <TextLink href="/forgot-password" className="font-normal text-muted-foreground">
          {t("forgot")}
        </TextLink>
      </p>
    </ActionForm>
  );
}
