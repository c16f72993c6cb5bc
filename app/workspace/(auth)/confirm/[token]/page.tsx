import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AuthMessage } from "@/components/auth/auth-message";
import { WrongAccount } from "@/components/auth/invitation-refusal";
import { ConfirmSignUpForm } from "@/components/auth/sign-up-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { hostCookie } from "@/lib/auth/host-cookie";
import { look } from "@/lib/entry/page";
import { currentTenant } from "@/lib/entry/place";
import { describeSignUp } from "@/lib/onboarding/confirm-sign-up";

export const metadata: Metadata = { title: "Confirm your account" };

export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { tenant } = await currentTenant();
  const browserKey = (await cookies()).get(hostCookie("sign-up", tenant, 0).name)?.value ?? "";
  const pending = await look(describeSignUp, { token, browserKey });
  if (!pending)
    return (
      <AuthMessage
        title="This link is used up"
        workspaceName={tenant.name}
        link={{ href: "/sign-in", label: "Go to sign-in" }}
      >
        It has expired or was used already. If you confirmed before, sign in; otherwise sign up again.
      </AuthMessage>
    );
  const { mode, refusal, roleName, email, name } = pending;
  if (refusal)
    return (
      <AuthMessage
        title="You cannot join by this link any more"
        workspaceName={tenant.name}
        link={{ href: "/sign-in", label: "Go to sign-in" }}
      >
        Since you signed up, the workspace has changed who may join. {refusal}
      </AuthMessage>
    );
  if (mode === "wrong_account") return <WrongAccount email={email} workspaceName={tenant.name} />;
  return (
    <AuthShell
      title={`Join ${tenant.name}`}
      workspaceName={tenant.name}
      description={`Somebody signed up here with ${email}. If it was you, go on, and you are in as ${roleName.toLowerCase()}. If not, close this page: nothing happens.`}
    >
      <ConfirmSignUpForm token={token} browserKey={browserKey} mode={mode} email={email} name={name} />
    </AuthShell>
  );
}
