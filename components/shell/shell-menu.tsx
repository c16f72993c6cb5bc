import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

type ShellMenuProps = {
  id: string;
  /** What the button shows; its accessible name follows from it. */
  trigger: ReactNode;
  triggerClassName?: string;
  /** Where the panel stands; the sidebar's place is known, so nothing is measured. */
  className: string;
  children: ReactNode;
};

/** A menu on the browser's own popover: Escape, outside clicks and focus come free, with or without JavaScript. */
export function ShellMenu({ id, trigger, triggerClassName, className, children }: ShellMenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={
          triggerClassName ??
          "flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-sidebar-accent"
        }
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        className={cn(
          "fixed inset-auto left-3 m-0 w-62 rounded-lg border bg-popover p-1 text-popover-foreground text-sm shadow-md open:animate-rise-in",
          className,
        )}
      >
        {children}
      </div>
    </>
  );
}

export const menuItemClasses =
  "flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-accent touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground";
