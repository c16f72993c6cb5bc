import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { DrawnForProvider } from "@/components/ui/drawn-for";
import { site } from "@/env";
import type { TenantContext } from "@/lib/core/context";
import { can, permissionsOf } from "@/lib/core/permissions";
import { plans } from "@/lib/entitlements/plans";
import { drawnFor, personIn } from "@/lib/entry/drawn-for";
import { viewer } from "@/lib/entry/page";
import { searchMembers } from "@/lib/members/actions";
import { contactAddress } from "@/lib/platform/contact";
import { searchProjects } from "@/lib/projects/actions";
import { rootUrl } from "@/lib/tenancy/host";
import { Notices } from "./notices";
import { ownPicture } from "./own-picture";
import { workspaceLinks } from "./workspace-links";

/** The workspace's inside: everybody who is not signed in here is sent to the sign-in page. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const context = await viewer();
  const { tenant } = context;
  const [workspaces, picture] = await Promise.all([workspaceLinks(context), ownPicture(context)]);
  return (
    <DrawnForProvider person={drawnFor(personIn(context))}>
      <AppShell
        workspace={{
          name: tenant.name,
          slug: tenant.slug,
          picture: tenant.picture,
          planName: plans[tenant.plan].name,
          isReadOnly: tenant.access !== "full",
        }}
        viewer={{ ...viewerOf(context), picture }}
        workspaces={workspaces}
        createWorkspaceHref={rootUrl(site(), "/sign-up")}
        contact={contactAddress()}
        searches={searchesFor(context)}
        banner={<Notices context={context} />}
      >
        {children}
      </AppShell>
    </DrawnForProvider>
  );
}

const viewerOf = ({ actor, role }: TenantContext) => ({
  name: actor.label,
  email: actor.kind === "user" ? actor.email : "",
  role,
  may: permissionsOf(role),
});

const searchesFor = ({ role }: TenantContext) => ({
  ...(can(role, "projects:read") && { projects: searchProjects }),
  ...(can(role, "members:read") && { people: searchMembers }),
});
