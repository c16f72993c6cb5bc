import { AuthMessage } from "@/components/auth/auth-message";
import { OpenAnotherWorkspaceForm, OpenWorkspaceForm } from "@/components/auth/open-workspace-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { currentSession } from "@/lib/entry/context";
import { getTranslations, titled } from "@/lib/entry/language";
import { addressParts } from "../address-parts";

export const generateMetadata = titled("onboarding.open.title");

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  const [session, { sent }] = await Promise.all([currentSession(), searchParams]);
  const t = await getTranslations("onboarding");
  const auth = await getTranslations("auth.signIn");
  if (sent)
    return (
      <AuthMessage title={t("checkMail")} link={{ href: "/sign-in", label: auth("back") }}>
        {t("open.sent")}
      </AuthMessage>
    );
  if (session) return <AnotherWorkspace name={session.user.name} />;
  return (
    <AuthShell
      title={t("open.title")}
      description={t("open.description")}
      footer={t.rich("open.haveAccount", {
        link: (text) => <TextLink href="/sign-in?next=/sign-up">{text}</TextLink>,
      })}
    >
      <OpenWorkspaceForm address={addressParts()} />
    </AuthShell>
  );
}

async function AnotherWorkspace({ name }: { name: string }) {
  const t = await getTranslations("onboarding");
  return (
    <AuthShell
      title={t("open.title")}
      description={t("open.signedIn", { name })}
      footer={<TextLink href="/workspaces">{t("open.back")}</TextLink>}
    >
      <OpenAnotherWorkspaceForm address={addressParts()} />
    </AuthShell>
  );
}
