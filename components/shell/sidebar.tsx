import { ArrowLeft } from "lucide-react";
import { useTranslations } from "#translations";
import { HelpMenu } from "@/components/shell/help-menu";
import { Navigation } from "@/components/shell/navigation";
import { settingsEntry, settingsGroups, workPages } from "@/components/shell/navigation-items";
import { ShellLink } from "@/components/shell/shell-link";
import type { ShellProps } from "@/components/shell/shell-types";
import { UserMenu } from "@/components/shell/user-menu";
import { WorkspaceSwitcher } from "@/components/shell/workspace-switcher";

type SidebarProps = ShellProps & { isSettings: boolean };

/** The work, or while one is in the settings theirs; a drawer on a phone, by the browser's own popover. */
export function Sidebar({ isSettings, ...props }: SidebarProps) {
  const t = useTranslations("shell");
  return (
    <nav
      id="navigation"
      aria-label={isSettings ? t("pages.settings") : t("groups.workspace")}
      data-slot="drawer"
      popover="auto"
      className="inset-y-0 right-auto left-0 m-0 h-dvh w-[15.5rem] flex-col gap-1 border-0 border-r bg-sidebar p-3 text-sidebar-foreground backdrop:bg-black/40 max-md:open:flex max-md:open:animate-slide-in-left max-md:w-72 md:sticky md:top-0 md:flex"
    >
      {isSettings ? <SettingsPages {...props} /> : <WorkPages {...props} />}
      <HelpMenu contact={props.contact} />
      <UserMenu viewer={props.viewer} />
    </nav>
  );
}

function WorkPages({ workspace, workspaces, createWorkspaceHref, viewer: { may } }: ShellProps) {
  return (
    <>
      <WorkspaceSwitcher workspace={workspace} workspaces={workspaces} createHref={createWorkspaceHref} />
      <div className="-mx-3 mt-2 flex-1 overflow-y-auto px-3">
        <Navigation items={workPages} may={may} />
      </div>
      <Navigation items={[settingsEntry]} may={may} />
    </>
  );
}

function SettingsPages({ viewer: { may } }: Pick<ShellProps, "viewer">) {
  const t = useTranslations("shell");
  return (
    <>
      <ShellLink
        href="/"
        className="flex min-h-11 items-center gap-2.5 rounded-md px-2 font-medium text-[0.8125rem] hover:bg-sidebar-accent hover:text-foreground touch:text-sm"
      >
        <ArrowLeft aria-hidden className="size-4 shrink-0 opacity-75" />
        {t("back")}
      </ShellLink>
      <div className="-mx-3 mt-2 grid flex-1 content-start gap-5 overflow-y-auto px-3">
        {settingsGroups.map(({ name, pages }) => (
          <section key={name} aria-labelledby={`settings-${name}`}>
            <h2 id={`settings-${name}`} className="px-2 pb-1 text-muted-foreground text-xs">
              {t(`groups.${name}`)}
            </h2>
            <Navigation items={pages} may={may} />
          </section>
        ))}
      </div>
    </>
  );
}
