import { Archive, FolderKanban, SearchX } from "lucide-react";
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
  if (view.search) {
    return (
      <EmptyState
        icon={SearchX}
        title={`No project is called “${view.search}”`}
        description="Try fewer letters, or look at all projects, archived ones too."
        action={
          <>
            <LinkButton href={listHref({ ...view, search: "" })}>Clear search</LinkButton>
            {view.status === "all" ? null : (
              <LinkButton href={listHref({ ...view, status: "all" })}>Search all</LinkButton>
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
        title="Nothing is archived"
        description="An archived project leaves the list but keeps everything, and can come back."
        action={<LinkButton href={listHref({ ...view, status: "active" })}>Show active projects</LinkButton>}
      />
    );
  }
  if (counts.archived > 0) {
    return (
      <EmptyState
        icon={FolderKanban}
        title="Every project is archived"
        description="Bring one back, or create a new one."
        action={<LinkButton href={listHref({ ...view, status: "archived" })}>Show archived</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      icon={FolderKanban}
      title="No projects yet"
      description={
        canWrite
          ? "A project holds one piece of your company’s work. Create the first one."
          : "As soon as somebody creates a project, it stands here."
      }
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
