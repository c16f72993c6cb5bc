import { Archive, FolderKanban, SearchX } from "lucide-react";
import { useTranslations } from "#translations";
import { type ListView, listHref } from "@/components/projects/list-view";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

type NoProjectsProps = {
  view: ListView;
  counts: { active: number; archived: number };
  canWrite: boolean;
};

/** Why the list is empty, and the way on from there. */
export function NoProjects(props: NoProjectsProps) {
  return (
    <Card>
      <Reason {...props} />
    </Card>
  );
}

function Reason({ view, counts, canWrite }: NoProjectsProps) {
  const t = useTranslations("projects");
  if (view.search) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("noneFound", { search: view.search })}
        description={t("noneFoundHint")}
        action={
          <>
            <LinkButton href={listHref({ ...view, search: "" })}>{t("clearSearch")}</LinkButton>
            {view.status === "all" ? null : (
              <LinkButton href={listHref({ ...view, status: "all" })}>{t("searchAll")}</LinkButton>
            )}
          </>
        }
      />
    );
  }
  if (view.status === "archived") {
    return (
      <EmptyState
        icon={Archive}
        title={t("noneArchived")}
        description={t("archivedHint")}
        action={<LinkButton href={listHref({ ...view, status: "active" })}>{t("showActive")}</LinkButton>}
      />
    );
  }
  if (counts.archived > 0) {
    return (
      <EmptyState
        icon={FolderKanban}
        title={t("allArchived")}
        description={t("allArchivedHint")}
        action={<LinkButton href={listHref({ ...view, status: "archived" })}>{t("showArchived")}</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      icon={FolderKanban}
      title={t("none")}
      description={t(canWrite ? "noneHint" : "noneHintReader")}
      action={canWrite ? <NewProjectButton /> : null}
    />
  );
}

function LinkButton({ href, children }: { href: string; children: string }) {
  return (
    <Button asChild variant="outline">
      <Link href={href}>{children}</Link>
    </Button>
  );
}
