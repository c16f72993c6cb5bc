"use client";

import type { ComponentProps, MouseEvent } from "react";
import { usePlace } from "@/components/shell/use-place";
import { Link } from "@/components/ui/link";

type ShellLinkProps = ComponentProps<typeof Link> & {
  /** Current on this very page only, not on the pages below it. */
  isExact?: boolean;
};

/** A link that knows whether it is the current page, or the one being gone to, and closes the drawer or menu it stands in. */
export function ShellLink({ href, isExact = false, ...props }: ShellLinkProps) {
  const place = usePlace();
  const isCurrent = place === href || (!isExact && place.startsWith(`${href}/`));
  return <Link href={href} aria-current={isCurrent ? "page" : undefined} onClick={closeAround} {...props} />;
}

/** The menu it stands in, and on a phone the drawer. */
function closeAround({ currentTarget }: MouseEvent<HTMLElement>): void {
  for (const around of ["[popover]", "[data-slot=drawer]"])
    currentTarget.closest<HTMLElement>(around)?.hidePopover();
}
