import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** A checkbox announced as a switch: it submits with its form and works without JavaScript. */
export function Switch({ className, ...props }: Omit<ComponentProps<"input">, "type" | "role">) {
  return (
    <input
      type="checkbox"
      {...switchRole}
      data-slot="switch"
      className={cn(
        "relative inline-block h-5 w-9 shrink-0 appearance-none rounded-full border border-transparent bg-input transition-colors checked:bg-primary disabled:opacity-50 forced-colors:appearance-auto",
        "before:absolute before:top-px before:left-px before:size-4 before:rounded-full before:bg-card before:shadow-sm before:transition-transform checked:before:translate-x-4",
        className,
      )}
      {...props}
    />
  );
}

// The browser derives aria-checked from the checkbox itself; setting it by hand would freeze it.
const switchRole = { role: "switch" };
