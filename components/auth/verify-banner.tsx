import { useTranslations } from "#translations";
import { VerifyLinkButton } from "@/components/auth/verify-link-button";
import { Banner } from "@/components/ui/alert";

/** Across the top of every page until the person's e-mail is verified. */
export function VerifyBanner({ email }: { email: string }) {
  const t = useTranslations("auth.verify");
  return (
    <Banner variant="info" title={t("title")} action={<VerifyLinkButton />}>
      {t("banner", { email })}
    </Banner>
  );
}
