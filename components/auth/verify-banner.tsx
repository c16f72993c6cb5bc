import { Banner } from "@/components/ui/alert";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { requestVerificationAction } from "@/lib/auth/actions";

/** Across the top of every page until the person's e-mail is verified. */
export function VerifyBanner({ email }: { email: string }) {
  return (
    <Banner
      variant="info"
      title="Verify your e-mail"
      action={
        <ActionForm action={requestVerificationAction} className="grid gap-2">
          <SubmitButton size="sm" variant="outline">
            Send the link again
          </SubmitButton>
        </ActionForm>
      }
    >
      We mailed a link to {email}.
    </Banner>
  );
}
