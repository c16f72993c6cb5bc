import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

const widths = { narrow: "max-w-3xl", default: "max-w-6xl", wide: "max-w-[96rem]" };

/** The page inside the shell: its margins and how wide it may grow. */
export function PageBody({
  width = "default",
  children,
}: {
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return <div className={cn("w-full px-4 py-6 md:px-8 md:py-8", widths[width])}>{children}</div>;
}
