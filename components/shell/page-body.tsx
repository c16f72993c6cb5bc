import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

const widths = { narrow: "max-w-[52rem]", default: "max-w-6xl", wide: "max-w-[96rem]" };
export type PageWidth = keyof typeof widths;

/** The page inside the shell: its margins and how wide it may grow. */
export function PageBody({ width = "default", children }: { width?: PageWidth; children: ReactNode }) {
  return <div className={cn("mx-auto w-full px-4 py-6 md:px-8 md:py-8", widths[width])}>{children}</div>;
}
