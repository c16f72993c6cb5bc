"use client";

import { useTranslations } from "#translations";
import { useTarget } from "@/components/ui/navigation";

/** A thin line along the top from the click until the page is there. */
export function NavigationProgress() {
  const t = useTranslations("shell");
  const target = useTarget();
  if (target === null) return null;
  return (
    <div
      role="progressbar"
      aria-label={t("loading")}
      className="pointer-events-none fixed inset-x-0 top-0 z-70 h-0.5 overflow-hidden"
    >
      <div className="h-full origin-left animate-progress bg-brand" />
    </div>
  );
}
