import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { ShellLink } from "@/components/shell/shell-link";

type SettingsShellProps = {
  /** Paths inside the workspace; the first one counts as current on its own page only. */
  items: { href: string; label: string; isExact?: boolean }[];
  children: ReactNode;
};

/** Sub-navigation of the settings: beside the page on a desktop, a row above it on a phone. */
export function SettingsShell({ items, children }: SettingsShellProps) {
  return (
    <PageBody>
      <div className="gap-10 lg:grid lg:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Settings" className="mb-6 border-b lg:border-0">
          <ul className="-mx-2.5 flex flex-wrap gap-x-1 pb-2 lg:mx-0 lg:sticky lg:top-20 lg:grid lg:gap-px">
            {items.map(({ href, label, isExact }) => (
              <li key={href}>
                <ShellLink href={href} isExact={isExact} className={linkClasses}>
                  {label}
                </ShellLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0 max-w-3xl">{children}</div>
      </div>
    </PageBody>
  );
}

const linkClasses =
  "flex h-8 items-center rounded-md px-2.5 font-medium text-[0.8125rem] text-muted-foreground whitespace-nowrap hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:text-foreground touch:h-11 touch:text-sm";
