import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { type AddressParts, WorkspaceFields } from "@/components/auth/slug-field";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import {
  confirmWorkspaceAction,
  openAnotherWorkspaceAction,
  openWorkspaceAction,
} from "@/lib/onboarding/actions";

/** For somebody new, or signed out: the workspace and the person. */
export function OpenWorkspaceForm({ address }: { address: AddressParts }) {
  return (
    <ActionForm action={openWorkspaceAction}>
      <WorkspaceFields address={address} />
      <FormField name="name" label="Your name" autoComplete="name" required />
      <FormField name="email" label="E-mail" type="email" autoComplete="username" required />
      <PasswordField hint={passwordHint} autoComplete="new-password" />
      <SubmitButton className="w-full">Create workspace</SubmitButton>
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
  const whole = `${address.before}${slug}${address.after}`;
  return (
    <ActionForm action={confirmWorkspaceAction}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="browserKey" value={browserKey} />
      <FormField
        name="slug"
        label="Address"
        hint={
          isTaken
            ? `${whole} has been taken since. Choose another.`
            : `As you asked: ${whole}. You can still change it.`
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={slug}
        maxLength={40}
        required
      />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">Open workspace</SubmitButton>
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
