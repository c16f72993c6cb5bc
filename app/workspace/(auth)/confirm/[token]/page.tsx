import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AuthMessage } from "@/components/auth/auth-message";
import { ConfirmSignUpForm } from "@/components/auth/sign-up-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { hostCookie } from "@/lib/auth/host-cookie";
import { executePlatform } from "@/lib/core/platform-command";
import { currentPlatformContext } from "@/lib/entry/context";
import { currentTenant } from "@/lib/entry/place";
import { describeSignUp } from "@/lib/onboarding/confirm-sign-up";

export const metadata: Metadata = { title: "Confirm your account" };

export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { tenant, basePath } = await currentTenant();
  const browserKey = (await cookies()).get(hostCookie("sign-up", tenant, 0).name)?.value ?? "";
  const pending = await executePlatform(describeSignUp, await currentPlatformContext(), {
    token,
    browserKey,
  });
  if (!pending)
    return (
      <AuthMessage
        title="This link is used up"
        workspaceName={tenant.name}
        link={{ href: `${basePath}/sign-in`, label: "Go to sign-in" }}
      >
        It has expired or was used already. If you confirmed before, sign in; otherwise sign up again.
      </AuthMessage>
    );
  return (
    <AuthShell
      title={`Join ${tenant.name}`}
      workspaceName={tenant.name}
      description={
        pending.needsPassword
          ? "This is not the browser you signed up in, so please choose a password here."
          : `As ${pending.name}, ${pending.email}.`
      }
    >
      <ConfirmSignUpForm
        token={token}
        browserKey={browserKey}
        email={pending.email}
        needsPassword={pending.needsPassword}
      />
    </AuthShell>
  );
}
