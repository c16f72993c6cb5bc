import { useTranslations } from "#translations";
import type { Item } from "@/components/shell/navigation-items";
import { ShellLink } from "@/components/shell/shell-link";
import type { Permission } from "@/lib/core/permissions";

/** Links of a sidebar, without those that would answer 403. */
export function Navigation({ items, may }: { items: Item[]; may: Permission[] }) {
  const t = useTranslations("shell.pages");
  return (
    <ul className="grid gap-px">
      {items
        .filter(({ permission }) => may.includes(permission))
        .map(({ href, name, icon: Icon }) => (
          <li key={href}>
            <ShellLink href={href} isExact={href === "/"} className={rowClasses}>
              <Icon aria-hidden className="size-4 shrink-0 opacity-75" />
              <span className="truncate">{t(name)}</span>
            </ShellLink>
          </li>
        ))}
    </ul>
  );
}

export const rowClasses =
  "flex h-8 w-full items-center gap-2.5 rounded-md px-2 font-medium text-[0.8125rem] text-sidebar-foreground hover:bg-sidebar-accent hover:text-foreground aria-[current=page]:bg-sidebar-accent aria-[current=page]:text-foreground touch:h-11 touch:text-sm";
