import { PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { type AddressParts, WorkspaceFields } from "@/components/auth/slug-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { openAnotherWorkspaceAction, openWorkspaceAction } from "@/lib/onboarding/actions";

/** For somebody new, or signed out: the workspace and the person. */
export function OpenWorkspaceForm({ address }: { address: AddressParts }) {
  return (
    <ActionForm action={openWorkspaceAction}>
      <WorkspaceFields address={address} />
      <FormField name="name" label="Your name" autoComplete="name" maxLength={80} required />
      <FormField name="email" label="E-mail" type="email" autoComplete="username" required />
      <PasswordField hint={passwordHint} autoComplete="new-password" />
      <SubmitButton className="w-full">Create workspace</SubmitButton>
    </ActionForm>
  );
}

/** For somebody signed in on the root domain: only the workspace. */
export function OpenAnotherWorkspaceForm({ address }: { address: AddressParts }) {
  return (
    <ActionForm action={openAnotherWorkspaceAction}>
      <WorkspaceFields address={address} />
      <SubmitButton className="w-full">Create workspace</SubmitButton>
    </ActionForm>
  );
}
