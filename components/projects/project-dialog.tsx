"use client";

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
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Rename project</DialogTitle>
          <DialogDescription>Everybody in the workspace sees the new name at once.</DialogDescription>
        </DialogHeader>
        <ActionForm action={renameProjectAction} onSuccess={onClose}>
          <input type="hidden" name="id" value={project.id} />
          <input type="hidden" name="version" value={project.version} />
          <FormField name="name" label="Name" defaultValue={project.name} required />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <SubmitButton>Rename project</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </DialogContent>
    </Dialog>
  );
}

function DeleteDialog({ project, onClose }: DialogProps) {
  return (
    <AlertDialog open onOpenChange={onClose}>
      <AlertDialogContent>
        <div className="grid gap-1.5">
          <AlertDialogTitle>Delete “{project.name}”?</AlertDialogTitle>
          <AlertDialogDescription>
            This cannot be undone. Archive the project instead if you may want it back.
          </AlertDialogDescription>
        </div>
        <ActionForm action={deleteProjectAction} onSuccess={onClose}>
          <input type="hidden" name="id" value={project.id} />
          <ConfirmName name={project.name} />
          <DialogFooter>
            <AlertDialogCancel>Cancel</AlertDialogCancel>
            <SubmitButton variant="destructive">Delete project</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
