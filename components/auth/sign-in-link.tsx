import { useTranslations } from "#translations";
import { AuthMessage } from "@/components/auth/auth-message";
import { AuthShell } from "@/components/shell/auth-shell";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { signInByLinkAction } from "@/lib/auth/actions";

interface SignInLinkProps {
  token: string;
  isGood: boolean;
  workspaceName?: string;
}

/** Behind the link that finishes a sign-in: a button, because mail scanners open links too. */
export function SignInLink({ token, isGood, workspaceName }: SignInLinkProps) {
  const t = useTranslations("auth");
  if (!isGood)
    return (
      <AuthMessage
        title={t("link.usedUp")}
        workspaceName={workspaceName}
        link={{ href: "/sign-in", label: t("signIn.submit") }}
      >
        {t("link.signInAgain")}
      </AuthMessage>
    );
  return (
    <AuthShell title={t("link.title")} description={t("link.description")} workspaceName={workspaceName}>
      <ActionForm action={signInByLinkAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">{t("signIn.submit")}</SubmitButton>
      </ActionForm>
    </AuthShell>
  );
}
