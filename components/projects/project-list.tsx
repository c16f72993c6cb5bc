"use client";

import { lazy, Suspense, useOptimistic, useState } from "react";
import type { ListedProject, ProjectDeed } from "@/components/projects/listed-project";
import { loadMenu, ProjectRow, rowClasses } from "@/components/projects/project-row";
import { useHref } from "@/components/ui/base-path";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { useDeed } from "@/components/ui/use-deed";
import { useFollow } from "@/components/ui/use-follow";
import { archiveProjectAction, restoreProjectAction } from "@/lib/projects/actions";

const loadDialog = () => import("@/components/projects/project-dialog");
const ProjectDialog = lazy(loadDialog);

type ProjectListProps = {
  projects: ListedProject[];
  /** On the tab of all projects archived ones are marked and stay; on the others they leave. */
  isMixed: boolean;
  canWrite: boolean;
  canDelete: boolean;
};

/** The table, and the one menu and dialog its rows share; both are loaded when first wanted. */
export function ProjectList({ projects, isMixed, canWrite, canDelete }: ProjectListProps) {
  const follow = useFollow();
  const href = useHref();
  const { run, after, notice } = useDeed();
  const [menuId, setMenuId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ deed: ProjectDeed; project: ListedProject } | null>(null);
  const [shown, moveNow] = useOptimistic(projects, (rows, moved: ListedProject) =>
    isMixed
      ? rows.map((row) => (row.id === moved.id ? moved : row))
      : rows.filter((row) => row.id !== moved.id),
  );
  // A row that comes back must not bring its menu back with it, open.
  if (menuId && !shown.some(({ id }) => id === menuId)) setMenuId(null);

  const move = (project: ListedProject) =>
    run({
      action: project.isArchived ? restoreProjectAction : archiveProjectAction,
      fields: { id: project.id },
      meanwhile: () => moveNow({ ...project, isArchived: !project.isArchived }),
      undo: {
        action: project.isArchived ? archiveProjectAction : restoreProjectAction,
        fields: { id: project.id },
      },
    });
  const ask = (deed: ProjectDeed, project: ListedProject) =>
    after(loadDialog, () => setDialog({ deed, project }));

  return (
    <>
      {notice}
      <Table label="Projects">
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">Name</TableHead>
            <TableHead className="max-lg:hidden">Description</TableHead>
            <TableHead>Changed</TableHead>
            {canWrite ? (
              <TableHead className="pl-0">
                <span className="sr-only">Actions</span>
              </TableHead>
            ) : null}
          </TableRow>
        </TableHeader>
        <tbody className={rowClasses}>
          {shown.map((project) => (
            <ProjectRow
              key={project.id}
              project={project}
              href={href(`/projects/${project.id}`)}
              onFollow={follow}
              isMarked={isMixed && project.isArchived}
              menu={
                canWrite
                  ? {
                      isWanted: menuId === project.id,
                      onWant: () => after(loadMenu, () => setMenuId(project.id)),
                      onMove: () => move(project),
                      onRename: project.isReadOnly ? null : () => ask("rename", project),
                      onDelete: canDelete ? () => ask("delete", project) : null,
                    }
                  : null
              }
            />
          ))}
        </tbody>
      </Table>
      {dialog ? (
        <Suspense>
          <ProjectDialog
            key={`${dialog.deed} ${dialog.project.id}`}
            {...dialog}
            onClose={() => setDialog(null)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
