import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AuthMessage } from "@/components/auth/auth-message";
import { WrongAccount } from "@/components/auth/invitation-refusal";
import { ConfirmWorkspaceForm } from "@/components/auth/open-workspace-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { hostCookie } from "@/lib/auth/host-cookie";
import { look } from "@/lib/entry/page";
import { describeWorkspace } from "@/lib/onboarding/confirm-workspace";
import { addressParts } from "../../address-parts";

export const metadata: Metadata = { title: "Open your workspace" };

export default async function ConfirmWorkspacePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const browserKey = (await cookies()).get(hostCookie("sign-up", null, 0).name)?.value ?? "";
  const link = { token, browserKey };
  const wish = await look(describeWorkspace, link);
  if (!wish)
    return (
      <AuthMessage title="This link is used up" link={{ href: "/sign-in", label: "Go to sign-in" }}>
        It has expired or was used already. If you opened your workspace before, sign in; otherwise ask for it
        again.
      </AuthMessage>
    );
  const { workspaceName, mode, ...rest } = wish;
  if (mode === "wrong_account") return <WrongAccount email={wish.email} />;
  return (
    <AuthShell
      title={`Open “${workspaceName}”`}
      description={`Somebody asked for this workspace with ${wish.email}. If it was you, go on and be its owner. If not, close this page: nothing is opened.`}
    >
      <ConfirmWorkspaceForm {...link} {...rest} mode={mode} address={addressParts()} />
    </AuthShell>
  );
}
