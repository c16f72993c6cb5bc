"use client";

import { useTranslations } from "#translations";
import type { ChosenProjects } from "@/components/projects/listed-project";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { DialogFooter } from "@/components/ui/dialog";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { changeProjectsAction } from "@/lib/projects/actions";

type DeleteProjectsProps = { projects: ChosenProjects; onClose: () => void };

/** One question for all of them, which says how many they are. */
export default function DeleteProjects({ projects, onClose }: DeleteProjectsProps) {
  const t = useTranslations("projects");
  const lists = useTranslations("lists");
  const count = projects.length;
  return (
    <AlertDialog open onOpenChange={onClose}>
      <AlertDialogContent>
        <div className="grid gap-1.5">
          <AlertDialogTitle>{t("deleteMany", { count })}</AlertDialogTitle>
          <AlertDialogDescription>{t("deleteManyHint")}</AlertDialogDescription>
        </div>
        <ActionForm action={changeProjectsAction} onSuccess={onClose}>
          <input type="hidden" name="deed" value="delete" />
          {projects.map(({ id }) => (
            <input key={id} type="hidden" name="ids" value={id} />
          ))}
          <DialogFooter>
            <AlertDialogCancel>{lists("cancel")}</AlertDialogCancel>
            <SubmitButton variant="destructive">{t("deleteManySubmit", { count })}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
