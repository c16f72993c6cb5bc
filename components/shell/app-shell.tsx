"use client";

import type { ReactNode } from "react";
import { Navigation } from "@/components/shell/navigation";
import type {
  NavigationItem,
  Search,
  ShellViewer,
  ShellWorkspace,
  WorkspaceLink,
} from "@/components/shell/shell-types";
import { SkipLink } from "@/components/shell/skip-link";
import { TopBar } from "@/components/shell/top-bar";
import { UserMenu } from "@/components/shell/user-menu";
import { WorkspaceSwitcher } from "@/components/shell/workspace-switcher";
import { Toaster } from "@/components/ui/toast";

export type AppShellProps = {
  workspace: ShellWorkspace;
  viewer: ShellViewer;
  navigation: NavigationItem[];
  /** Stands apart at the bottom of the sidebar: settings, help. */
  secondaryNavigation?: NavigationItem[];
  workspaces: WorkspaceLink[];
  createWorkspaceHref?: string;
  accountHref?: string;
  search: Search;
  /** Further lines of the command palette: "New project". */
  commands?: { href: string; label: string }[];
  /** Above the page, across its width: a Banner. */
  banner?: ReactNode;
  /** At the right of the top bar: notifications. */
  actions?: ReactNode;
  children: ReactNode;
};

/**
 * Sidebar, top bar and main landmark round every page of a workspace; on a phone the sidebar is a drawer. A browser
 * component as a whole: as server markup it would be written, read back and drawn again on every request.
 */
export function AppShell(props: AppShellProps) {
  const { workspace, navigation, secondaryNavigation = [], commands = [], banner, children } = props;
  return (
    <div data-slot="app-shell" className="min-h-dvh text-sm md:grid md:grid-cols-[15.5rem_minmax(0,1fr)]">
      <SkipLink />
      <Sidebar {...props} />
      <div className="flex min-w-0 flex-col">
        <TopBar
          workspaceName={workspace.name}
          search={props.search}
          commands={[...commands, ...navigation, ...secondaryNavigation]}
          actions={props.actions}
        />
        <aside aria-label="Notices" className="empty:hidden">
          {banner}
        </aside>
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
      <Toaster />
    </div>
  );
}

function Sidebar(props: AppShellProps) {
  const { workspace, viewer, navigation, secondaryNavigation = [], accountHref = "/account" } = props;
  return (
    <nav
      id="navigation"
      aria-label="Workspace"
      data-slot="drawer"
      popover="auto"
      className="inset-y-0 right-auto left-0 m-0 h-dvh w-[15.5rem] flex-col gap-1 border-0 border-r bg-sidebar p-3 text-sidebar-foreground backdrop:bg-black/40 max-md:open:flex max-md:open:animate-slide-in-left max-md:w-72 md:sticky md:top-0 md:flex"
    >
      <WorkspaceSwitcher
        workspace={workspace}
        workspaces={props.workspaces}
        createHref={props.createWorkspaceHref}
      />
      <div className="-mx-3 mt-2 flex-1 overflow-y-auto px-3">
        <Navigation items={navigation} />
      </div>
      <Navigation items={secondaryNavigation} />
      <UserMenu viewer={viewer} accountHref={accountHref} />
    </nav>
  );
}
