"use client";

import { useTranslations } from "#translations";
import { HomeButton } from "@/components/messages/home-button";
import { MessagePage } from "@/components/shell/message-page";
import { buttonVariants } from "@/components/ui/button";

export type ForbiddenMessageProps = {
  workspaceName?: string;
  /** Present where the whole workspace is closed: what to know, and whom to write to. */
  suspension?: { notice: string | null; contact: string };
};

/** Says why a page is closed: the workspace is suspended, or the role does not reach so far. */
export function ForbiddenMessage({ workspaceName, suspension }: ForbiddenMessageProps) {
  const t = useTranslations("problems.closed");
  const name = workspaceName ?? t("thisWorkspace");
  if (suspension) return <Suspended name={name} {...suspension} />;
  return (
    <MessagePage
      code="403"
      title={t("title")}
      description={t("description")}
      action={<HomeButton isWorkspace={workspaceName !== undefined} />}
    />
  );
}

function Suspended({ name, notice, contact }: { name: string; notice: string | null; contact: string }) {
  const t = useTranslations("problems.suspended");
  return (
    <MessagePage
      code="403"
      title={t("title", { workspace: name })}
      description={
        <>
          {notice ? <p className="mb-3">{notice}</p> : null}
          <p>
            {t.rich("description", {
              contact,
              strong: (words) => <span className="font-medium text-foreground">{words}</span>,
            })}
          </p>
        </>
      }
      action={
        <a href={`mailto:${contact}`} className={buttonVariants()}>
          {t("contact")}
        </a>
      }
    />
  );
}
