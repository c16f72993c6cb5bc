"use client";

import { lazy, Suspense, startTransition, useEffect, useOptimistic, useRef, useState } from "react";
import { type ListedProject, ProjectRow, rowClasses } from "@/components/projects/project-row";
import { useFollow } from "@/components/projects/use-follow";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { archiveProjectAction, restoreProjectAction } from "@/lib/projects/actions";

const ProjectDialog = lazy(() => import("@/components/projects/project-dialog"));

export type ProjectDeed = "rename" | "delete";

type ProjectListProps = {
  projects: ListedProject[];
  basePath: string;
  /** On the tab of all projects archived ones are marked and stay; on the others they leave. */
  isMixed: boolean;
  canWrite: boolean;
  canDelete: boolean;
};

/** The table, and the one menu and dialog its rows share; both are loaded when first wanted. */
export function ProjectList({ projects, basePath, isMixed, canWrite, canDelete }: ProjectListProps) {
  const follow = useFollow();
  const frame = useRef<HTMLDivElement>(null);
  const [menuId, setMenuId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ deed: ProjectDeed; project: ListedProject } | null>(null);
  const [shown, moveNow] = useOptimistic(projects, (rows, moved: ListedProject) =>
    isMixed
      ? rows.map((row) => (row.id === moved.id ? moved : row))
      : rows.filter((row) => row.id !== moved.id),
  );
  // A row that comes back must not bring its menu back with it, open.
  if (menuId && !shown.some(({ id }) => id === menuId)) setMenuId(null);
  useFocusWhenRowGoes(frame, shown.length);

  function move(project: ListedProject) {
    startTransition(async () => {
      moveNow({ ...project, isArchived: !project.isArchived });
      const form = new FormData();
      form.set("id", project.id);
      const change = project.isArchived ? restoreProjectAction : archiveProjectAction;
      const outcome = await change({ status: "idle" }, form).catch(() => offline);
      if (outcome.status === "error") toast.error(outcome.message);
      else if (outcome.status === "ok" && outcome.message) toast.success(outcome.message);
    });
  }

  return (
    <div ref={frame} tabIndex={-1} className="outline-none">
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
              href={`${basePath}/projects/${project.id}`}
              onFollow={follow}
              isMarked={isMixed && project.isArchived}
              menu={
                canWrite
                  ? {
                      isWanted: menuId === project.id,
                      onWant: () => setMenuId(project.id),
                      onMove: () => move(project),
                      onRename: project.isReadOnly ? null : () => setDialog({ deed: "rename", project }),
                      onDelete: canDelete ? () => setDialog({ deed: "delete", project }) : null,
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
    </div>
  );
}

const offline = {
  status: "error" as const,
  message: "The server could not be reached and nothing was changed. Check your connection and try again.",
};

/** A row that goes takes the focus with it; the table takes it back, so that the keyboard stays where it was. */
function useFocusWhenRowGoes(frame: { current: HTMLDivElement | null }, count: number) {
  const before = useRef(count);
  useEffect(() => {
    const isFocusLost = document.activeElement === document.body || !document.activeElement;
    if (count < before.current && isFocusLost) frame.current?.focus({ preventScroll: true });
    before.current = count;
  }, [frame, count]);
}
