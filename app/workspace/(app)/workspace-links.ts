import type { WorkspaceLink } from "@/components/shell/shell-types";
import { site } from "@/env";
import type { TenantContext } from "@/lib/core/context";
import { runOnPlatform } from "@/lib/core/run";
import { currentPlatformContext } from "@/lib/entry/context";
import { listWorkspaces } from "@/lib/onboarding/list-workspaces";
import { cached } from "@/lib/platform/cache";
import { workspaceUrl } from "@/lib/tenancy/host";

const lifetime = { seconds: 30 };

/**
 * The viewer's workspaces for the switcher. Another one keeps a session of its own, so its link goes through its sign-in.
 * Half a minute old at most: every page shows the list, and joining a workspace ends in that workspace anyway.
 */
export async function workspaceLinks({ tenant, actor }: TenantContext): Promise<WorkspaceLink[]> {
  const here = { name: tenant.name, slug: tenant.slug, picture: tenant.picture };
  const mine = await cached(`user:${actor.id}:workspaces`, lifetime, async () =>
    runOnPlatform(listWorkspaces, await currentPlatformContext(), {}),
  );
  const others = (mine ?? []).filter(({ slug, status }) => slug !== here.slug && status === "active");
  const start = `/auth/start?from=${here.slug}&next=/`;
  return [
    { ...here, isCurrent: true, href: workspaceUrl(site(), here.slug) },
    ...others.map(({ name, slug, picture }) => ({
      name,
      picture,
      slug,
      isCurrent: false,
      href: workspaceUrl(site(), slug, start),
    })),
  ];
}
