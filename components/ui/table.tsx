import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

type TableProps = ComponentProps<"table"> & {
  /** Names the table and frames it. Left out by who draws a frame around it, as pasted blocks do. */
  label?: string;
};

/** Scrolls sideways on its own; with a `label` inside its own frame, which the keyboard can reach. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    <div
      {...(label && scrollableRegion(label))}
      data-slot={label ? "table-frame" : "table-container"}
      className={cn("relative w-full overflow-x-auto", label && "rounded-lg border bg-card shadow-xs")}
    >
      <table
        data-slot="table"
        className={cn("w-full border-collapse text-start text-sm", className)}
        {...props}
      />
    </div>
  );
}

// A frame that scrolls must take the focus, or the hidden columns are out of reach without a mouse (WCAG 2.1.1).
function scrollableRegion(label: string) {
  return { role: "region", tabIndex: 0, "aria-label": label };
}

export function TableHeader(props: ComponentProps<"thead">) {
  return <thead data-slot="table-header" {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" className={cn("[&>tr:last-child]:border-0", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      data-slot="table-row"
      className={cn("border-b data-[state=selected]:bg-muted [tbody>&]:hover:bg-muted/60", className)}
      {...props}
    />
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      data-slot="table-head"
      className={cn(
        "h-9 bg-muted/60 px-4 font-medium text-muted-foreground text-xs whitespace-nowrap",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td data-slot="table-cell" className={cn("h-12 px-4 py-2 align-middle", className)} {...props} />;
}

export function TableFooter({ className, ...props }: ComponentProps<"tfoot">) {
  return (
    <tfoot
      data-slot="table-footer"
      className={cn("border-t bg-muted/60 font-medium [&>tr:last-child]:border-0", className)}
      {...props}
    />
  );
}

export function TableCaption({ className, ...props }: ComponentProps<"caption">) {
  return (
    <caption
      data-slot="table-caption"
      className={cn("caption-bottom mt-4 text-muted-foreground text-sm", className)}
      {...props}
    />
  );
}
