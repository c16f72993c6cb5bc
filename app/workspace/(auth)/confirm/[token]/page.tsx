import { cookies } from "next/headers";
import { AuthMessage } from "@/components/auth/auth-message";
import { WrongAccount } from "@/components/auth/invitation-refusal";
import { ConfirmSignUpForm } from "@/components/auth/sign-up-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { hostCookie } from "@/lib/auth/host-cookie";
import { currentLanguage, getTranslations, titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";
import { currentTenant } from "@/lib/entry/place";
import { describeSignUp } from "@/lib/onboarding/confirm-sign-up";
import { speak } from "@/lib/platform/translate";

export const generateMetadata = titled("onboarding.signUp.confirmTitle");

export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { tenant } = await currentTenant();
  const browserKey = (await cookies()).get(hostCookie("sign-up", tenant, 0).name)?.value ?? "";
  const pending = await look(describeSignUp, { token, browserKey });
  const t = await getTranslations("onboarding.signUp");
  const auth = await getTranslations("auth");
  if (!pending)
    return (
      <AuthMessage
        title={auth("link.usedUp")}
        workspaceName={tenant.name}
        workspacePicture={tenant.picture}
        link={{ href: "/sign-in", label: auth("signIn.go") }}
      >
        {t("usedUp")}
      </AuthMessage>
    );
  const { mode, refusal, role, email, name } = pending;
  if (refusal)
    return (
      <AuthMessage
        title={t("closed")}
        workspaceName={tenant.name}
        workspacePicture={tenant.picture}
        link={{ href: "/sign-in", label: auth("signIn.go") }}
      >
        {t("changed")} {speak(await currentLanguage(), refusal)}
      </AuthMessage>
    );
  if (mode === "wrong_account") return <WrongAccount email={email} workspaceName={tenant.name} />;
  return (
    <AuthShell
      title={t("heading", { workspace: tenant.name })}
      workspaceName={tenant.name}
      workspacePicture={tenant.picture}
      description={t("confirmHint", { email, role })}
    >
      <ConfirmSignUpForm token={token} browserKey={browserKey} mode={mode} email={email} name={name} />
    </AuthShell>
  );
}
