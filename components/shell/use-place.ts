"use client";

import { usePathname } from "next/navigation";
import { useHref } from "@/components/ui/base-path";
import { useTarget } from "@/components/ui/navigation";

/** The path inside the workspace where one is, or from the click on where one is going. */
export function usePlace(): string {
  const pathname = usePathname();
  const target = useTarget();
  const root = useHref()("/");
  const address = target ?? pathname;
  return root === "/" ? address : address.slice(root.length) || "/";
}
