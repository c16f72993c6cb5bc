import { ActionForm, SubmitButton } from "@/components/ui/form";
import { verifyEmailAction } from "@/lib/auth/actions";

/** A button, not an effect of opening the link: mail scanners open links too. */
export function VerifyEmailForm({ token }: { token: string }) {
  return (
    <ActionForm action={verifyEmailAction}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton className="w-full">Verify my e-mail</SubmitButton>
    </ActionForm>
  );
}
