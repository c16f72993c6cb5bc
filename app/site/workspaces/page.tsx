import { SignOutForm } from "@/components/auth/sign-out-form";
import { WorkspaceList } from "@/components/auth/workspace-list";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import { runOnPlatform } from "@/lib/core/run";
import { currentPlatformContext } from "@/lib/entry/context";
import { getTranslations, titled } from "@/lib/entry/language";
import { lead } from "@/lib/entry/lead";
import { entryUrl } from "@/lib/onboarding/create-workspace";
import { listWorkspaces } from "@/lib/onboarding/list-workspaces";

export const generateMetadata = titled("onboarding.workspaces.title");

type Props = { searchParams: Promise<{ enter?: string | string[] }> };

export default async function WorkspacesPage({ searchParams }: Props) {
  const context = await currentPlatformContext();
  if (!context.person) return lead("/sign-in?next=/workspaces");
  const workspaces = await runOnPlatform(listWorkspaces, context, {});
  const open = workspaces.filter(({ status }) => status === "active");
  // Who just signed in and has nothing to choose from is let in; who comes to see the list sees it.
  const [only] = open;
  if (only && open.length === 1 && (await searchParams).enter === "only") return lead(entryUrl(only.slug));
  const t = await getTranslations("onboarding.workspaces");
  const roleName = await getTranslations("roles");
  const common = await getTranslations("common");
  return (
    <AuthShell
      title={t("title")}
      description={t("signedInAs", { email: context.person.email })}
      footer={
        <SignOutForm>
          <Button type="submit" variant="link">
            {common("signOut")}
          </Button>
        </SignOutForm>
      }
    >
      <WorkspaceList
        workspaces={workspaces.map(({ slug, name, picture, role, status }) => ({
          name,
          picture,
          href: entryUrl(slug),
          note: status === "suspended" ? t("suspended") : roleName(role),
          isSuspended: status === "suspended",
        }))}
      />
    </AuthShell>
  );
}
