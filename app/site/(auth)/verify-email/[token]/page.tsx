import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";
import { VerifyEmailForm } from "@/components/auth/verify-email-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { checkLink } from "@/lib/auth/check-link";
import { executePlatform } from "@/lib/core/platform-command";
import { currentPlatformContext } from "@/lib/entry/context";

export const metadata: Metadata = { title: "Verify your e-mail" };

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = { purpose: "verify_email" as const, token };
  if (!(await executePlatform(checkLink, await currentPlatformContext(), link)))
    return (
      <AuthMessage
        title="This link is used up"
        link={{ href: "/workspaces", label: "Go to your workspaces" }}
      >
        It has expired or was used already. If your e-mail is still not verified, ask for a new link on the
        account page of your workspace.
      </AuthMessage>
    );
  return (
    <AuthShell title="Verify your e-mail" description="One click tells us that this address is yours.">
      <VerifyEmailForm token={token} />
    </AuthShell>
  );
}
