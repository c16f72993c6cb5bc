"use client";

import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";

/** Once more with what is loaded, or all of it anew. */
export function FailureButtons({ retry }: { retry: () => void }) {
  const t = useTranslations("failures");
  return (
    <>
      <Button onClick={retry}>{t("retry")}</Button>
      <Button variant="outline" onClick={() => window.location.reload()}>
        {t("reload")}
      </Button>
    </>
  );
}
