import { PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { TextLink } from "@/components/auth/text-link";
import { FormField } from "@/components/ui/form-field";

export interface ClaimFieldsProps {
  /** How whoever opened the link shows that the account is theirs. */
  mode: "one_click" | "password" | "typed" | "new_password";
  email: string;
  name?: string;
}

/** Nothing where they are known already, the password of their account, or a name and a new password. */
export function ClaimFields({ mode, email, name }: ClaimFieldsProps) {
  if (mode === "one_click" || mode === "typed") return null;
  return (
    <>
      <FormField name="username" label="E-mail" autoComplete="username" defaultValue={email} disabled />
      {mode === "password" ? <KnownPassword /> : <NewPerson name={name} />}
    </>
  );
}

function KnownPassword() {
  return (
    <PasswordField
      label="Password of your account"
      autoComplete="current-password"
      hint={<TextLink href="/forgot-password">Forgot your password?</TextLink>}
    />
  );
}

function NewPerson({ name }: { name?: string }) {
  return (
    <>
      <FormField name="name" label="Your name" autoComplete="name" defaultValue={name} required />
      <PasswordField label="Choose a password" hint={passwordHint} autoComplete="new-password" />
    </>
  );
}
