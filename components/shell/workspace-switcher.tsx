import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useTranslations } from "#translations";
import { menuItemClasses, ShellMenu } from "@/components/shell/shell-menu";
import type { ShellWorkspace, WorkspaceLink } from "@/components/shell/shell-types";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { Separator } from "@/components/ui/separator";

type WorkspaceSwitcherProps = {
  workspace: ShellWorkspace;
  workspaces: WorkspaceLink[];
  /** Where one creates another; absolute, on the root domain. */
  createHref?: string;
};

export function WorkspaceSwitcher({ workspace, workspaces, createHref }: WorkspaceSwitcherProps) {
  const t = useTranslations("shell");
  return (
    <ShellMenu id="workspace-menu" className="top-16" trigger={<CurrentWorkspace {...workspace} />}>
      <ul aria-label={t("palette.workspaces")} className="max-h-72 overflow-y-auto">
        {workspaces.map((item) => (
          <li key={item.slug}>
            <a href={item.href} aria-current={item.isCurrent || undefined} className={menuItemClasses}>
              <IdentityAvatar
                name={item.name}
                picture={item.picture}
                shape="square"
                className="size-6 text-[0.625rem]"
              />
              <span className="min-w-0 flex-1 truncate">{item.name}</span>
              {item.isCurrent ? <Check aria-hidden /> : null}
            </a>
          </li>
        ))}
      </ul>
      {createHref ? (
        <>
          <Separator className="-mx-1 my-1" />
          <a href={createHref} className={menuItemClasses}>
            <Plus aria-hidden className="mx-1" />
            {t("createWorkspace")}
          </a>
        </>
      ) : null}
    </ShellMenu>
  );
}

function CurrentWorkspace({ name, picture, planName }: ShellWorkspace) {
  const t = useTranslations("shell");
  return (
    <>
      <IdentityAvatar name={name} picture={picture} shape="square" className="size-7" />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="sr-only">{t("currentWorkspace")} </span>
        <span className="block truncate font-semibold">{name}</span>
        <span className="block text-muted-foreground text-xs">{planName}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
    </>
  );
}
