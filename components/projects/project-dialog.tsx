"use client";

import { useTranslations } from "#translations";
import type { ListedProject, ProjectDeed } from "@/components/projects/listed-project";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { ConfirmName } from "@/components/ui/confirm-name";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { deleteProjectAction, renameProjectAction } from "@/lib/projects/actions";

type DialogProps = { project: ListedProject; onClose: () => void };

/** The question a row's menu leads to. */
export default function ProjectDialog({ deed, ...props }: DialogProps & { deed: ProjectDeed }) {
  return deed === "rename" ? <RenameDialog {...props} /> : <DeleteDialog {...props} />;
}

function RenameDialog({ project, onClose }: DialogProps) {
  const t = useTranslations("projects");
  const lists = useTranslations("lists");
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("renameTitle")}</DialogTitle>
          <DialogDescription>{t("renameHint")}</DialogDescription>
        </DialogHeader>
        <ActionForm action={renameProjectAction} onSuccess={onClose}>
          <input type="hidden" name="id" value={project.id} />
          <input type="hidden" name="version" value={project.version} />
          <FormField name="name" label={t("name")} defaultValue={project.name} required />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">{lists("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("renameTitle")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}

function DeleteDialog({ project, onClose }: DialogProps) {
  const t = useTranslations("projects");
  const lists = useTranslations("lists");
  return (
    <AlertDialog open onOpenChange={onClose}>
      <AlertDialogContent>
        <div className="grid gap-1.5">
          <AlertDialogTitle>{t("deleteTitle", { name: project.name })}</AlertDialogTitle>
          <AlertDialogDescription>{t("deleteHint")}</AlertDialogDescription>
        </div>
        <ActionForm action={deleteProjectAction} onSuccess={onClose}>
          <input type="hidden" name="id" value={project.id} />
          <ConfirmName name={project.name} />
          <DialogFooter>
            <AlertDialogCancel>{lists("cancel")}</AlertDialogCancel>
            <SubmitButton variant="destructive">{t("deleteProject")}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
