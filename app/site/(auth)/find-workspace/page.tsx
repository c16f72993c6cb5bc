import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";
import { FindWorkspaceForm } from "@/components/auth/find-workspace-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";

export const metadata: Metadata = { title: "Find your workspace" };

export default async function FindWorkspacePage({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string }>;
}) {
  const { sent } = await searchParams;
  if (sent)
    return (
      <AuthMessage title="Check your mail" link={{ href: "/", label: "Back to the first page" }}>
        If that e-mail belongs to any workspaces, their addresses are on the way to it.
      </AuthMessage>
    );
  return (
    <AuthShell
      title="Find your workspace"
      description="We will mail you the addresses of the workspaces you belong to."
      footer={
        <>
          Or <TextLink href="/sign-in">sign in</TextLink> to see them here.
        </>
      }
    >
      <FindWorkspaceForm />
    </AuthShell>
  );
}
