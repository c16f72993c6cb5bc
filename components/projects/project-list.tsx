"use client";

import { lazy, Suspense, useOptimistic, useState } from "react";
import { useTranslations } from "#translations";
import { BulkBar } from "@/components/lists/bulk-bar";
import { ListTable } from "@/components/lists/list-table";
import { sortingOf } from "@/components/lists/sorting";
import { useSelection } from "@/components/lists/use-selection";
import { isDescending, type ListView, listHref } from "@/components/projects/list-view";
import type { ChosenProjects, ListedProject, ProjectDeed } from "@/components/projects/listed-project";
import { projectColumns } from "@/components/projects/project-columns";
import { loadMenu, RowMenuButton } from "@/components/projects/row-menu-button";
import { useBulk } from "@/components/projects/use-bulk";
import { useHref } from "@/components/ui/base-path";
import { useDeed } from "@/components/ui/use-deed";
import { useFollow } from "@/components/ui/use-follow";
import { archiveProjectAction, changeProjectsAction, restoreProjectAction } from "@/lib/projects/actions";
import { projectSorts } from "@/lib/projects/values";

const loadDialog = () => import("@/components/projects/project-dialog");
const ProjectDialog = lazy(loadDialog);
const loadQuestion = () => import("@/components/projects/delete-projects");
const DeleteProjects = lazy(loadQuestion);

type ProjectListProps = {
  projects: ListedProject[];
  view: ListView;
  canWrite: boolean;
  canDelete: boolean;
};

/** The table, and the one menu and dialog its rows share; both are loaded when first wanted. */
export function ProjectList({ projects, view, canWrite, canDelete }: ProjectListProps) {
  const t = useTranslations("projects");
  const follow = useFollow();
  const href = useHref();
  const { run, after, notice } = useDeed();
  const [menuId, setMenuId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ deed: ProjectDeed; project: ListedProject } | null>(null);
  const [question, setQuestion] = useState<ChosenProjects | null>(null);
  // On the tab of all projects archived ones are marked and stay; on the others they leave.
  const isMixed = view.status === "all";
  const [shown, moveNow] = useOptimistic(projects, (rows, moved: ListedProject[]) =>
    rows.flatMap((row) => {
      const now = moved.find(({ id }) => id === row.id);
      return now ? (isMixed ? [now] : []) : [row];
    }),
  );
  const selection = useSelection(shown.map(({ id }) => id));
  // A row that comes back must not bring its menu back with it, open.
  if (menuId && !shown.some(({ id }) => id === menuId)) setMenuId(null);

  const move = (project: ListedProject) =>
    run({
      action: project.isArchived ? restoreProjectAction : archiveProjectAction,
      fields: { id: project.id },
      meanwhile: () => moveNow([{ ...project, isArchived: !project.isArchived }]),
      undo: {
        action: project.isArchived ? archiveProjectAction : restoreProjectAction,
        fields: { id: project.id },
      },
    });
  const ask = (deed: ProjectDeed, project: ListedProject) =>
    after(loadDialog, () => setDialog({ deed, project }));
  const bulk = useBulk({
    ...{ run, selection, canDelete, status: view.status, moveNow },
    chosen: shown.filter(({ id }) => selection.isChosen(id)),
    onDelete: (chosen) => after(loadQuestion, () => setQuestion(chosen)),
  });

  return (
    <>
      {notice}
      {canWrite ? <BulkBar selection={selection} action={changeProjectsAction} {...bulk} /> : null}
      <ListTable
        label={t("title")}
        rows={shown}
        nameOf={({ name }) => name}
        columns={projectColumns(t, { hrefOf: (id) => href(`/projects/${id}`), follow })}
        sorting={sortingOf({
          ...{ sorts: projectSorts, sort: view.sort, isDescending: isDescending(view) },
          pathOf: (sort, order) => listHref({ ...view, sort, order }),
        })}
        selection={canWrite ? selection : null}
        menu={
          canWrite
            ? (project) => (
                <RowMenuButton
                  name={project.name}
                  isArchived={project.isArchived}
                  isWanted={menuId === project.id}
                  onWant={() => after(loadMenu, () => setMenuId(project.id))}
                  onMove={() => move(project)}
                  onRename={project.isReadOnly ? null : () => ask("rename", project)}
                  onDelete={canDelete ? () => ask("delete", project) : null}
                />
              )
            : null
        }
      />
      <Suspense>
        {dialog ? (
          <ProjectDialog
            key={`${dialog.deed} ${dialog.project.id}`}
            {...dialog}
            onClose={() => setDialog(null)}
          />
        ) : null}
        {question ? <DeleteProjects projects={question} onClose={() => setQuestion(null)} /> : null}
      </Suspense>
    </>
  );
}
