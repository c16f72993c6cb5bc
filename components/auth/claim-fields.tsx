import { useTranslations } from "#translations";
import { PasswordField } from "@/components/auth/password-field";
import { TextLink } from "@/components/auth/text-link";
import { FormField } from "@/components/ui/form-field";
import { passwordLength } from "@/lib/auth/schema";

export interface ClaimFieldsProps {
  /** How whoever opened the link shows that the account is theirs. */
  mode: "one_click" | "password" | "typed" | "new_password";
  email: string;
  name?: string;
}

/** Nothing where they are known already, the password of their account, or a name and a new password. */
export function ClaimFields({ mode, email, name }: ClaimFieldsProps) {
  const t = useTranslations("common");
  if (mode === "one_click" || mode === "typed") return null;
  return (
    <>
      <FormField name="username" label={t("email")} autoComplete="username" defaultValue={email} disabled />
      {mode === "password" ? <KnownPassword /> : <NewPerson name={name} />}
    </>
  );
}

function KnownPassword() {
  const t = useTranslations("auth");
  return (
    <PasswordField
      label={t("claim.password")}
      autoComplete="current-password"
      hint={<TextLink href="/forgot-password">{t("signIn.forgot")}</TextLink>}
    />
  );
}

function NewPerson({ name }: { name?: string }) {
  const t = useTranslations("auth");
  const common = useTranslations("common");
  return (
    <>
      <FormField name="name" label={common("yourName")} autoComplete="name" defaultValue={name} required />
      <PasswordField
        label={t("claim.choosePassword")}
        hint={t("reset.hint", { least: passwordLength.min })}
        autoComplete="new-password"
      />
    </>
  );
}
