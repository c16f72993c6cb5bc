"use client";

import { type ReactNode, useState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { DialogFooter } from "@/components/ui/dialog";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";

type ConfirmFormProps<T> = {
  /** The button that asks; it must take props and a ref, as Button does. */
  trigger: ReactNode;
  title: string;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb again: "Remove member". */
  confirmLabel: string;
  action: FormAction<T>;
  /** Hidden inputs the action reads, or a field to fill in first. */
  children?: ReactNode;
};

/** Asks before a deed that is hard to take back, then runs the action; errors show inside the dialog. */
export function ConfirmForm<T>(props: ConfirmFormProps<T>) {
  const { trigger, title, description, confirmLabel, action, children } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <AlertDialog open={isOpen} onOpenChange={setIsOpen}>
      <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>
      <AlertDialogContent>
        <div className="grid gap-1.5">
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription asChild>
            <div>{description}</div>
          </AlertDialogDescription>
        </div>
        <ActionForm action={action} onSuccess={() => setIsOpen(false)}>
          {children}
          <DialogFooter>
            <AlertDialogCancel>Cancel</AlertDialogCancel>
            <SubmitButton variant="destructive">{confirmLabel}</SubmitButton>
          </DialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
