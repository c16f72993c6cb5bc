"use client";

import { useTranslations } from "#translations";
import { ShellMessage } from "@/components/messages/shell-message";

/** A browser component for the reason of the not-found beside it. */
export default function AppForbidden() {
  const t = useTranslations("problems.locked");
  return <ShellMessage icon="locked" code="403" title={t("title")} description={t("description")} />;
}
