import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

type EmptyStateProps = {
  icon?: LucideIcon;
  title: string;
  /** Says what will stand here and how to get the first one. */
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div
      data-slot="empty-state"
      className={cn("flex flex-col items-center px-6 py-14 text-center", className)}
    >
      {Icon ? (
        <span className="mb-4 grid size-11 place-items-center rounded-lg border bg-background text-muted-foreground shadow-xs">
          <Icon aria-hidden className="size-5" />
        </span>
      ) : null}
      <p className="font-medium text-[0.9375rem]">{title}</p>
      {description ? (
        <p className="mt-1 max-w-sm text-pretty text-muted-foreground text-sm">{description}</p>
      ) : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
