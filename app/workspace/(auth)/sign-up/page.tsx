import { AuthMessage } from "@/components/auth/auth-message";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { currentFormats, getTranslations, titled } from "@/lib/entry/language";
import { lead } from "@/lib/entry/lead";
import { currentTenant } from "@/lib/entry/place";
import { isMemberHere } from "../is-member-here";

export const generateMetadata = titled("onboarding.signUp.title");

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  const { sent } = await searchParams;
  const { tenant } = await currentTenant();
  if (await isMemberHere()) return lead("/");
  const t = await getTranslations("onboarding");
  const auth = await getTranslations("auth.signIn");
  const { anyOf } = await currentFormats();
  const signIn = { href: "/sign-in", label: auth("back") };
  if (sent)
    return (
      <AuthMessage
        title={t("checkMail")}
        workspaceName={tenant.name}
        workspacePicture={tenant.picture}
        link={signIn}
      >
        {t("signUp.sent")}
      </AuthMessage>
    );
  if (tenant.signUpPolicy === "invitation")
    return (
      <AuthMessage
        title={t("signUp.invitationOnly")}
        workspaceName={tenant.name}
        workspacePicture={tenant.picture}
        link={signIn}
      >
        {t("signUp.invitationOnlyHint", { workspace: tenant.name })}
      </AuthMessage>
    );
  return (
    <AuthShell
      title={t("signUp.heading", { workspace: tenant.name })}
      workspaceName={tenant.name}
      workspacePicture={tenant.picture}
      footer={t.rich("signUp.haveAccount", {
        link: (text) => <TextLink href={signIn.href}>{text}</TextLink>,
      })}
    >
      <SignUpForm
        emailHint={
          tenant.signUpPolicy === "domain"
            ? t("signUp.domains", { domains: anyOf(tenant.signUpDomains.map((one) => `@${one}`)) })
            : undefined
        }
      />
    </AuthShell>
  );
}
