import { useTranslations } from "#translations";
import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { PasswordField } from "@/components/auth/password-field";
import { type AddressParts, WorkspaceFields } from "@/components/auth/slug-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { passwordLength } from "@/lib/auth/schema";
import {
  confirmWorkspaceAction,
  openAnotherWorkspaceAction,
  openWorkspaceAction,
} from "@/lib/onboarding/actions";

/** For somebody new, or signed out: the workspace and the person. */
export function OpenWorkspaceForm({ address }: { address: AddressParts }) {
  const t = useTranslations("onboarding");
  const common = useTranslations("common");
  const auth = useTranslations("auth");
  return (
    <ActionForm action={openWorkspaceAction}>
      <WorkspaceFields address={address} />
      <FormField name="name" label={common("yourName")} autoComplete="name" required />
      <FormField name="email" label={common("email")} type="email" autoComplete="username" required />
      <PasswordField hint={auth("reset.hint", { least: passwordLength.min })} autoComplete="new-password" />
      <SubmitButton className="w-full">{t("open.submit")}</SubmitButton>
    </ActionForm>
  );
}

interface ConfirmWorkspaceFormProps extends ClaimFieldsProps {
  token: string;
  /** What this browser was given when it asked; empty in any other. */
  browserKey: string;
  slug: string;
  isTaken: boolean;
  address: AddressParts;
}

/** The address once more, because another may have taken it since. */
export function ConfirmWorkspaceForm(props: ConfirmWorkspaceFormProps) {
  const { token, browserKey, slug, isTaken, address, ...claim } = props;
  const t = useTranslations("onboarding.confirm");
  const whole = `${address.before}${slug}${address.after}`;
  return (
    <ActionForm action={confirmWorkspaceAction}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="browserKey" value={browserKey} />
      <FormField
        name="slug"
        label={t("address")}
        hint={t(isTaken ? "taken" : "asAsked", { address: whole })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={slug}
        maxLength={40}
        required
      />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** For somebody signed in on the root domain: only the workspace. */
export function OpenAnotherWorkspaceForm({ address }: { address: AddressParts }) {
  const t = useTranslations("onboarding");
  return (
    <ActionForm action={openAnotherWorkspaceAction}>
      <WorkspaceFields address={address} />
      <SubmitButton className="w-full">{t("open.submit")}</SubmitButton>
    </ActionForm>
  );
}
