"use client";

import { useTranslations } from "#translations";
import { isMissingPart } from "@/components/ui/failure";

export interface PageError extends Error {
  /** Given by the server to a failure of its own, under which its log has it. */
  digest?: string;
}

type Say = ReturnType<typeof useTranslations<"failures">>;

/** What a page that broke can truthfully say of it. */
export function pageFailure(t: Say, error: PageError): { code?: string; title: string; description: string } {
  if (isMissingPart(error)) return { title: t("partTitle"), description: t("partDescription") };
  if (error.digest)
    return {
      code: t("reference", { reference: error.digest }),
      title: t("title"),
      description: t("onServer"),
    };
  return { title: t("title"), description: t("inBrowser") };
}

export const usePageFailure = (error: PageError) => pageFailure(useTranslations("failures"), error);
