import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { findWorkspacesAction } from "@/lib/onboarding/actions";

export function FindWorkspaceForm() {
  return (
    <ActionForm action={findWorkspacesAction}>
      <FormField name="email" label="E-mail" type="email" autoComplete="email" required />
      <SubmitButton className="w-full">Mail me the addresses</SubmitButton>
    </ActionForm>
  );
}
