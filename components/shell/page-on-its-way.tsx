"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { isSettingsPath, looksOf } from "@/components/shell/navigation-items";
import { PageSkeleton } from "@/components/shell/page-skeleton";
import { usePlace } from "@/components/shell/use-place";
import { useIsSlow, useTarget } from "@/components/ui/navigation";

/**
 * The main landmark. When another page takes longer than a blink, its outline takes this one's place. It is the browser's
 * doing, not a `loading.tsx`: with one Next would have sent 200 before a page can say 404, 403 or lead on.
 */
export function PageOnItsWay({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const target = useTarget();
  const place = usePlace();
  const isOtherPage = target !== null && target !== pathname;
  const isSlow = useIsSlow(isOtherPage);
  return (
    <main id="content" tabIndex={-1} aria-busy={isOtherPage || undefined} className="flex-1 outline-none">
      {isSlow ? (
        <>
          <p role="status" className="sr-only">
            {t("loading")}
          </p>
          <PageSkeleton looks={looksOf(place)} width={isSettingsPath(place) ? "narrow" : "default"} />
        </>
      ) : null}
      <div className={isSlow ? "hidden" : "contents"}>{children}</div>
    </main>
  );
}
