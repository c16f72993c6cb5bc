import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";
import { OpenAnotherWorkspaceForm, OpenWorkspaceForm } from "@/components/auth/open-workspace-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { currentSession } from "@/lib/entry/context";
import { addressParts } from "../address-parts";

export const metadata: Metadata = { title: "Create a workspace" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  const [session, { sent }] = await Promise.all([currentSession(), searchParams]);
  if (sent)
    return (
      <AuthMessage title="Check your mail" link={{ href: "/sign-in", label: "Back to sign-in" }}>
        We sent you a link. Open it on this device to open your workspace; it works for 24 hours. The address
        is yours once you have.
      </AuthMessage>
    );
  if (session) return <AnotherWorkspace name={session.user.name} />;
  return (
    <AuthShell
      title="Create a workspace"
      description="Free for two people. You choose the address; nobody else gets it."
      footer={
        <>
          Have an account? <TextLink href="/sign-in?next=/sign-up">Sign in first</TextLink>
        </>
      }
    >
      <OpenWorkspaceForm address={addressParts()} />
    </AuthShell>
  );
}

function AnotherWorkspace({ name }: { name: string }) {
  return (
    <AuthShell
      title="Create a workspace"
      description={`You are signed in as ${name} and will be its owner.`}
      footer={<TextLink href="/workspaces">Back to your workspaces</TextLink>}
    >
      <OpenAnotherWorkspaceForm address={addressParts()} />
    </AuthShell>
  );
}
