import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

type SectionProps = {
  id?: string;
  eyebrow?: string;
  title: string;
  lead?: ReactNode;
  /** The heading stands beside the content instead of above it. */
  isSplit?: boolean;
  className?: string;
  children: ReactNode;
};

/** A chapter of a marketing page: its heading at the left, room all around. */
export function Section({ id, eyebrow, title, lead, isSplit = false, className, children }: SectionProps) {
  return (
    <section id={id} className={cn("border-t py-20 md:py-28", className)}>
      <div
        className={cn(
          "mx-auto max-w-6xl px-5 md:px-8",
          isSplit && "lg:grid lg:grid-cols-[1fr_2fr] lg:gap-16",
        )}
      >
        <div>
          {eyebrow ? <p className="mb-3 font-medium text-brand text-sm">{eyebrow}</p> : null}
          <h2 className="max-w-2xl font-semibold text-3xl leading-[1.1] tracking-[-0.03em] md:text-[2.75rem]">
            {title}
          </h2>
          {lead ? <p className="mt-4 max-w-2xl text-pretty text-lg text-muted-foreground">{lead}</p> : null}
        </div>
        <div className={cn("mt-12 md:mt-14", isSplit && "lg:mt-0")}>{children}</div>
      </div>
    </section>
  );
}
