import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { acceptInvitationAction } from "@/lib/onboarding/actions";

/** One click, the password of the account, or a name and a new password. */
export function InvitationForm({ token, ...claim }: ClaimFieldsProps & { token: string }) {
  return (
    <ActionForm action={acceptInvitationAction}>
      <input type="hidden" name="token" value={token} />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">Accept invitation</SubmitButton>
    </ActionForm>
  );
}
