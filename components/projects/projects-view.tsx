"use client";

import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { type ListView, listHref } from "@/components/projects/list-view";
import type { ListedProject } from "@/components/projects/listed-project";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { NoProjects } from "@/components/projects/no-projects";
import { ProjectList } from "@/components/projects/project-list";
import { Toolbar } from "@/components/projects/toolbar";
import { PageBody } from "@/components/shell/page-body";
import { Button } from "@/components/ui/button";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { PlainLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";

export interface ProjectsViewProps {
  view: ListView;
  projects: ListedProject[];
  counts: { active: number; archived: number };
  previousCursor: string | null;
  nextCursor: string | null;
  canWrite: boolean;
  canDelete: boolean;
  /** What is said where the plan has no room for another. */
  planFull: ReactNode;
}

/** The project list as one browser component: as server markup its rows would travel twice. */
export function ProjectsView(props: ProjectsViewProps) {
  const { view, projects, counts, canWrite, canDelete, planFull } = props;
  const t = useTranslations("projects");
  const lists = useTranslations("lists");
  const isNone = counts.active + counts.archived === 0;
  const canCreate = canWrite && !planFull;
  return (
    <PageBody>
      <PageHeader
        title={t("title")}
        description={t("subtitle")}
        actions={
          isNone ? null : (
            <>
              <Button asChild variant="outline">
                <PlainLink href={listHref(view, {}, "/projects/export")} download>
                  {lists("export")}
                </PlainLink>
              </Button>
              {canCreate ? <NewProjectButton /> : null}
            </>
          )
        }
      />
      <div className="grid gap-4">
        {canWrite ? planFull : null}
        {isNone ? null : <Toolbar view={view} counts={counts} found={projects.length} />}
        {projects.length > 0 ? (
          <ProjectList projects={projects} view={view} canWrite={canWrite} canDelete={canDelete} />
        ) : (
          <NoProjects view={view} counts={counts} canWrite={canCreate} />
        )}
      </div>
      <CursorPagination
        label={t("title")}
        previousHref={props.previousCursor && listHref(view, { before: props.previousCursor })}
        nextHref={props.nextCursor && listHref(view, { cursor: props.nextCursor })}
      />
    </PageBody>
  );
}
