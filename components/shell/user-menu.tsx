import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { useTranslations } from "#translations";
import { SignOutForm } from "@/components/auth/sign-out-form";
import { ShellLink } from "@/components/shell/shell-link";
import { menuItemClasses, ShellMenu } from "@/components/shell/shell-menu";
import type { ShellViewer } from "@/components/shell/shell-types";
import { ThemeChoice } from "@/components/shell/theme-choice";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { Separator } from "@/components/ui/separator";

/** Who is signed in, and what is theirs wherever they are. */
export function UserMenu({ viewer }: { viewer: ShellViewer }) {
  const t = useTranslations("shell");
  return (
    <ShellMenu id="user-menu" className="bottom-16" trigger={<CurrentViewer {...viewer} />}>
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{viewer.name}</p>
        <p className="truncate text-muted-foreground text-xs">{viewer.email}</p>
      </div>
      <Separator className="-mx-1 my-1" />
      <ThemeChoice />
      <Separator className="-mx-1 my-1" />
      {/* A short way there; the page is marked where it is listed. */}
      <ShellLink href="/settings/profile" aria-current={false} className={menuItemClasses}>
        <UserRound aria-hidden />
        {t("account")}
      </ShellLink>
      <SignOutForm>
        <button type="submit" className={menuItemClasses}>
          <LogOut aria-hidden />
          {t("signOut")}
        </button>
      </SignOutForm>
    </ShellMenu>
  );
}

function CurrentViewer({ name, role, picture }: ShellViewer) {
  const t = useTranslations("shell");
  const roleName = useTranslations("roles");
  return (
    <>
      <IdentityAvatar name={name} picture={picture} className="size-7" />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="sr-only">{t("signedInAs")} </span>
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-muted-foreground text-xs">{roleName(role)}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
    </>
  );
}
