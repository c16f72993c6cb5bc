"use client";

import { useTranslations } from "#translations";
import type { BulkDeed } from "@/components/lists/bulk-bar";
import type { Selection } from "@/components/lists/use-selection";
import type { ListView } from "@/components/projects/list-view";
import type { ChosenProjects, ListedProject } from "@/components/projects/listed-project";
import type { useDeed } from "@/components/ui/use-deed";
import { changeProjectsAction } from "@/lib/projects/actions";

interface Bulk {
  run: ReturnType<typeof useDeed>["run"];
  selection: Selection;
  chosen: ListedProject[];
  canDelete: boolean;
  status: ListView["status"];
  moveNow: (moved: ListedProject[]) => void;
  onDelete: (chosen: ChosenProjects) => void;
}

/** What can be done with the chosen projects, and does it: archiving and restoring at once, deleting after a question. */
export function useBulk({ run, selection, chosen, canDelete, status, moveNow, onDelete }: Bulk) {
  const t = useTranslations("projects");
  const deeds: BulkDeed[] = [
    ...(status === "archived" ? [] : [{ value: "archive", label: t("archive") }]),
    ...(status === "active" ? [] : [{ value: "restore", label: t("restore") }]),
    ...(canDelete ? [{ value: "delete", label: t("delete"), isDanger: true }] : []),
  ];

  function onDeed(deed: string) {
    if (deed === "delete") return onDelete(chosen);
    const isArchived = deed === "archive";
    const changed = chosen.filter((project) => project.isArchived !== isArchived);
    const ids = Object.fromEntries(changed.map(({ id }, index) => [`ids.${index}`, id]));
    if (changed.length === 0) return;
    run({
      action: changeProjectsAction,
      fields: { ...ids, deed },
      meanwhile: () => moveNow(changed.map((project) => ({ ...project, isArchived }))),
      undo: {
        action: changeProjectsAction,
        fields: { ...ids, deed: isArchived ? "restore" : "archive" },
      },
    });
    selection.chooseAll(false);
  }

  return { deeds, onDeed };
}
