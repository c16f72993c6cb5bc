import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/platform/cn";

type ActionMenuProps = {
  /** What assistive technology calls it: "Actions for Relaunch". */
  label: string;
  text: string;
  children: ReactNode;
};

/** A few forms and buttons behind one button; the browser's own disclosure, which opens without a script. */
export function ActionMenu({ label, text, children }: ActionMenuProps) {
  return (
    <details className="relative">
      <summary
        aria-label={label}
        className={cn(
          buttonVariants({ variant: "outline" }),
          "cursor-pointer list-none [&::-webkit-details-marker]:hidden",
        )}
      >
        {text}
        <ChevronDown aria-hidden />
      </summary>
      <div className="absolute right-0 z-20 mt-1 grid min-w-48 rounded-lg border bg-popover p-1 text-popover-foreground shadow-md max-sm:right-auto max-sm:left-0">
        {children}
      </div>
    </details>
  );
}

export const actionMenuItem = ({ isDanger = false } = {}): string =>
  cn(
    "flex h-8 w-full items-center rounded-md px-2 text-left text-sm hover:bg-accent touch:h-11",
    isDanger && "text-danger hover:bg-danger-subtle",
  );
