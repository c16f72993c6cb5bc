import { useTranslations } from "#translations";
import { Alert } from "@/components/ui/alert";

/** What led to the sign-in page, by the `notice` of its address. */
export function SignInNotice({ notice }: { notice: string | undefined }) {
  const t = useTranslations("auth.signIn");
  if (notice === "password-changed")
    return (
      <Alert variant="success" className="mb-5">
        {t("passwordChanged")}
      </Alert>
    );
  if (notice === "moved")
    return (
      <Alert variant="success" className="mb-5">
        {t("moved")}
      </Alert>
    );
  if (notice === "proof") return <Alert className="mb-5">{t("proof")}</Alert>;
  if (notice === "cookies")
    return (
      <Alert variant="warning" title={t("cookiesTitle")} className="mb-5">
        {t("cookies")}
      </Alert>
    );
  return null;
}
