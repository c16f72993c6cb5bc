import { cookies } from "next/headers";
import { AuthMessage } from "@/components/auth/auth-message";
import { WrongAccount } from "@/components/auth/invitation-refusal";
import { ConfirmWorkspaceForm } from "@/components/auth/open-workspace-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { hostCookie } from "@/lib/auth/host-cookie";
import { getTranslations, titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";
import { describeWorkspace } from "@/lib/onboarding/confirm-workspace";
import { addressParts } from "../../address-parts";

export const generateMetadata = titled("onboarding.confirm.title");

export default async function ConfirmWorkspacePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const browserKey = (await cookies()).get(hostCookie("sign-up", null, 0).name)?.value ?? "";
  const link = { token, browserKey };
  const wish = await look(describeWorkspace, link);
  const t = await getTranslations("onboarding.confirm");
  const auth = await getTranslations("auth");
  if (!wish)
    return (
      <AuthMessage title={auth("link.usedUp")} link={{ href: "/sign-in", label: auth("signIn.go") }}>
        {t("usedUp")}
      </AuthMessage>
    );
  const { workspaceName, mode, ...rest } = wish;
  if (mode === "wrong_account") return <WrongAccount email={wish.email} />;
  return (
    <AuthShell
      title={t("heading", { workspace: workspaceName })}
      description={t("description", { email: wish.email })}
    >
      <ConfirmWorkspaceForm {...link} {...rest} mode={mode} address={addressParts()} />
    </AuthShell>
  );
}
