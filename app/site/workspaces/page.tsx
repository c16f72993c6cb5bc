import type { Metadata } from "next";
import { SignOutForm } from "@/components/auth/sign-out-form";
import { WorkspaceList } from "@/components/auth/workspace-list";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import { roleLabels } from "@/lib/core/permissions";
import { runOnPlatform } from "@/lib/core/run";
import { currentPlatformContext } from "@/lib/entry/context";
import { lead } from "@/lib/entry/lead";
import { entryUrl } from "@/lib/onboarding/create-workspace";
import { listWorkspaces } from "@/lib/onboarding/list-workspaces";

export const metadata: Metadata = { title: "Your workspaces" };

export default async function WorkspacesPage() {
  const context = await currentPlatformContext();
  if (!context.person) return lead("/sign-in?next=/workspaces");
  const workspaces = await runOnPlatform(listWorkspaces, context, {});
  return (
    <AuthShell
      title="Your workspaces"
      description={`Signed in as ${context.person.email}.`}
      footer={
        <SignOutForm>
          <Button type="submit" variant="link">
            Sign out
          </Button>
        </SignOutForm>
      }
    >
      <WorkspaceList
        workspaces={workspaces.map(({ slug, name, role, status }) => ({
          name,
          href: entryUrl(slug),
          note: status === "suspended" ? "Suspended" : roleLabels[role].name,
          isSuspended: status === "suspended",
        }))}
      />
    </AuthShell>
  );
}
