"use client";

import { useTranslations } from "#translations";
import { ShellMessage } from "@/components/messages/shell-message";

/** A browser component, because every page carries its not-found along: this way it is a name and not markup. */
export default function AppNotFound() {
  const t = useTranslations("problems.missing");
  return <ShellMessage icon="missing" code="404" title={t("title")} description={t("inShell")} />;
}
