import { AuthMessage } from "@/components/auth/auth-message";
import { getTranslations, titled } from "@/lib/entry/language";

export const generateMetadata = titled("auth.verify.doneTitle");

export default async function EmailVerifiedPage() {
  const t = await getTranslations("auth.verify");
  return (
    <AuthMessage title={t("done")} link={{ href: "/workspaces", label: t("goOn") }}>
      {t("thanks")}
    </AuthMessage>
  );
}
