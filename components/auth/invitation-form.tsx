import { useTranslations } from "#translations";
import { ClaimFields, type ClaimFieldsProps } from "@/components/auth/claim-fields";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { acceptInvitationAction } from "@/lib/onboarding/actions";

/** One click, the password of the account, or a name and a new password. */
export function InvitationForm({ token, ...claim }: ClaimFieldsProps & { token: string }) {
  const t = useTranslations("onboarding.invitation");
  return (
    <ActionForm action={acceptInvitationAction}>
      <input type="hidden" name="token" value={token} />
      <ClaimFields {...claim} />
      <SubmitButton className="w-full">{t("accept")}</SubmitButton>
    </ActionForm>
  );
}
