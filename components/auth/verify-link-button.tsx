import { useTranslations } from "#translations";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { requestVerificationAction } from "@/lib/auth/actions";

/** Mails the link that verifies the person's address once more. */
export function VerifyLinkButton() {
  const t = useTranslations("auth.verify");
  return (
    <ActionForm action={requestVerificationAction} className="grid gap-2 justify-self-start">
      <SubmitButton size="sm" variant="outline">
        {t("sendAgain")}
      </SubmitButton>
    </ActionForm>
  );
}
