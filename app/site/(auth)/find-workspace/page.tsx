import { AuthMessage } from "@/components/auth/auth-message";
import { FindWorkspaceForm } from "@/components/auth/find-workspace-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { getTranslations, titled } from "@/lib/entry/language";

export const generateMetadata = titled("onboarding.find.title");

export default async function FindWorkspacePage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  const t = await getTranslations("onboarding");
  if (sent)
    return (
      <AuthMessage title={t("checkMail")} link={{ href: "/", label: t("find.back") }}>
        {t("find.sent")}
      </AuthMessage>
    );
  return (
    <AuthShell
      title={t("find.title")}
      description={t("find.description")}
      footer={t.rich("find.orSignIn", { link: (text) => <TextLink href="/sign-in">{text}</TextLink> })}
    >
      <FindWorkspaceForm />
    </AuthShell>
  );
}
