import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClasses } from "@/components/ui/input";
import { cn } from "@/lib/platform/cn";

/** The browser's own select, dressed: right on every phone, needs no JavaScript. Children are `<option>`s. */
export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return (
    <span data-slot="native-select-wrapper" className="relative block">
      <select
        className={cn(controlClasses, "h-9 appearance-none truncate py-1 pr-9 pl-3 touch:h-11", className)}
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 size-4 text-muted-foreground"
      />
    </span>
  );
}
