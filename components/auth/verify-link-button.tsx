import { ActionForm, SubmitButton } from "@/components/ui/form";
import { requestVerificationAction } from "@/lib/auth/actions";

/** Mails the link that verifies the person's address once more. */
export const VerifyLinkButton = () => (
  <ActionForm action={requestVerificationAction} className="grid gap-2 justify-self-start">
    <SubmitButton size="sm" variant="outline">
      Send the link again
    </SubmitButton>
  </ActionForm>
);
