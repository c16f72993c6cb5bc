import { VerifyLinkButton } from "@/components/auth/verify-link-button";
import { Banner } from "@/components/ui/alert";

/** Across the top of every page until the person's e-mail is verified. */
export function VerifyBanner({ email }: { email: string }) {
  return (
    <Banner variant="info" title="Verify your e-mail" action={<VerifyLinkButton />}>
      We mailed a link to {email}.
    </Banner>
  );
}
