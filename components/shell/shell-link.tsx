"use client";

import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { useHref } from "@/components/ui/base-path";
import { Link } from "@/components/ui/link";

type ShellLinkProps = ComponentProps<typeof Link> & {
  /** Current on this very page only, not on the pages below it. */
  isExact?: boolean;
};

/** A link that knows whether it is the current page, and closes the drawer or menu it stands in. */
export function ShellLink({ href, isExact = false, ...props }: ShellLinkProps) {
  const pathname = usePathname();
  const address = useHref()(href);
  const isCurrent = pathname === address || (!isExact && pathname.startsWith(`${address}/`));
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>("[data-slot=drawer]")?.hidePopover()}
      {...props}
    />
  );
}
