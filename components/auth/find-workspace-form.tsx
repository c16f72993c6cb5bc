import { useTranslations } from "#translations";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { findWorkspacesAction } from "@/lib/onboarding/actions";

export function FindWorkspaceForm() {
  const t = useTranslations("onboarding.find");
  const common = useTranslations("common");
  return (
    <ActionForm action={findWorkspacesAction}>
      <FormField name="email" label={common("email")} type="email" autoComplete="email" required />
      <SubmitButton className="w-full">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
