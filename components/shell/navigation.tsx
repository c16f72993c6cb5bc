import { iconOf } from "@/components/shell/navigation-items";
import { ShellLink } from "@/components/shell/shell-link";
import type { NavigationItem } from "@/components/shell/shell-types";

/** The sidebar's links. */
export function Navigation({ items }: { items: NavigationItem[] }) {
  return (
    <ul className="grid gap-px">
      {items.map(({ href, label }) => {
        const Icon = iconOf(href);
        return (
          <li key={href}>
            <ShellLink href={href} isExact={href === "/"} className={linkClasses}>
              <Icon aria-hidden className="size-4 shrink-0 opacity-75" />
              <span className="truncate">{label}</span>
            </ShellLink>
          </li>
        );
      })}
    </ul>
  );
}

const linkClasses =
  "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-[0.8125rem] text-sidebar-foreground hover:bg-sidebar-accent hover:text-foreground aria-[current=page]:bg-sidebar-accent aria-[current=page]:text-foreground touch:h-11 touch:text-sm";
