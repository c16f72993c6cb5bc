import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

type SeparatorProps = ComponentProps<"div"> & {
  orientation?: "horizontal" | "vertical";
  /** False where it tells groups apart that nothing else does. */
  decorative?: boolean;
};

export function Separator({
  className,
  orientation = "horizontal",
  decorative = true,
  ...props
}: SeparatorProps) {
  const spoken = { role: "separator", "aria-orientation": orientation } as const;
  return (
    <div
      {...(decorative ? { role: "none" } : spoken)}
      data-slot="separator"
      data-orientation={orientation}
      className={cn(
        "shrink-0 bg-border data-[orientation=horizontal]:h-px data-[orientation=vertical]:h-full data-[orientation=vertical]:w-px",
        className,
      )}
      {...props}
    />
  );
}
