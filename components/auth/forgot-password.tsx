import { useTranslations } from "#translations";
import { AuthMessage } from "@/components/auth/auth-message";
import { ForgotPasswordForm, ResetPasswordForm } from "@/components/auth/reset-forms";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";

interface HostProps {
  workspaceName?: string;
}

/** The same on the root domain and on a workspace: ask for the link, or hear that it is on its way. */
export function ForgotPassword({ workspaceName, isSent }: HostProps & { isSent: boolean }) {
  const t = useTranslations("auth");
  const signIn = "/sign-in";
  if (isSent)
    return (
      <AuthMessage
        title={t("forgot.checkMail")}
        workspaceName={workspaceName}
        link={{ href: signIn, label: t("signIn.back") }}
      >
        {workspaceName ? t("forgot.sentHere", { workspace: workspaceName }) : t("forgot.sent")}
      </AuthMessage>
    );
  return (
    <AuthShell
      title={t("forgot.heading")}
      description={t("forgot.description")}
      workspaceName={workspaceName}
      footer={<TextLink href={signIn}>{t("signIn.back")}</TextLink>}
    >
      <ForgotPasswordForm />
    </AuthShell>
  );
}

/** The page of a mailed reset link; without an address it is not good any more. Opening it changes nothing: mail scanners open links too. */
export function ResetPassword({
  workspaceName,
  token,
  email,
}: HostProps & { token: string; email?: string }) {
  const t = useTranslations("auth");
  if (email === undefined)
    return (
      <AuthMessage
        title={t("link.usedUp")}
        workspaceName={workspaceName}
        link={{ href: "/forgot-password", label: t("reset.askAgain") }}
      >
        {t("reset.usedUp")}
      </AuthMessage>
    );
  return (
    <AuthShell
      title={t("reset.title")}
      description={t("reset.description", { email })}
      workspaceName={workspaceName}
    >
      <ResetPasswordForm token={token} email={email} />
    </AuthShell>
  );
}
