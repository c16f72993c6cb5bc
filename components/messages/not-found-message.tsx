"use client";

import { useTranslations } from "#translations";
import { HomeButton } from "@/components/messages/home-button";
import { MessagePage } from "@/components/shell/message-page";

type NotFoundMessageProps = { workspaceName?: string };

// A browser component, though it does nothing there: every page carries its not-found along, and what is drawn on the
// server travels twice, while this is a name and two words.
export function NotFoundMessage({ workspaceName }: NotFoundMessageProps) {
  const t = useTranslations("problems.missing");
  return (
    <MessagePage
      code="404"
      title={t("title")}
      description={workspaceName ? t("inWorkspace", { workspace: workspaceName }) : t("onSite")}
      action={<HomeButton isWorkspace={workspaceName !== undefined} />}
    />
  );
}
