"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";

type ShellLinkProps = Omit<ComponentProps<typeof Link>, "href"> & {
  href: string;
  /** Current on this very page only, not on the pages below it. */
  isExact?: boolean;
};

/** A link that knows whether it is the current page, and closes the drawer or menu it stands in. */
export function ShellLink({ href, isExact = false, ...props }: ShellLinkProps) {
  const pathname = usePathname();
  const isCurrent = pathname === href || (!isExact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>("[data-slot=drawer]")?.hidePopover()}
      {...props}
    />
  );
}
