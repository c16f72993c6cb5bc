"use client";

import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { isSettingsPath } from "@/components/shell/navigation-items";
import { PageOnItsWay } from "@/components/shell/page-on-its-way";
import type { ShellProps } from "@/components/shell/shell-types";
import { Shortcuts } from "@/components/shell/shortcuts";
import { Sidebar } from "@/components/shell/sidebar";
import { SkipLink } from "@/components/shell/skip-link";
import { TopBar } from "@/components/shell/top-bar";
import { usePlace } from "@/components/shell/use-place";
import { Toaster } from "@/components/ui/sonner";

/**
 * Sidebar, top bar and main landmark round every page of a workspace; on a phone the sidebar is a drawer. A browser
 * component as a whole: as server markup it would be written, read back and drawn again on every request.
 */
export function AppShell(props: ShellProps & { children: ReactNode }) {
  const { workspace, viewer, workspaces, searches, banner, children } = props;
  const t = useTranslations("shell");
  const isSettings = isSettingsPath(usePlace());
  return (
    <div data-slot="app-shell" className="min-h-dvh text-sm md:grid md:grid-cols-[15.5rem_minmax(0,1fr)]">
      <SkipLink />
      <Sidebar {...props} isSettings={isSettings} />
      <div className="flex min-w-0 flex-col">
        <TopBar
          title={isSettings ? t("pages.settings") : workspace.name}
          palette={{ viewer, isReadOnly: workspace.isReadOnly, workspaces, searches }}
          actions={props.actions}
        />
        <aside aria-label={t("notices")} className="empty:hidden">
          {banner}
        </aside>
        <PageOnItsWay>{children}</PageOnItsWay>
      </div>
      <Shortcuts may={viewer.may} />
      <Toaster />
    </div>
  );
}
