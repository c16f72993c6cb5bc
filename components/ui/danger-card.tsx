"use client";

import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmName } from "@/components/ui/confirm-name";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { PopoverDialog } from "@/components/ui/popover-dialog";

type DangerCardProps<T> = {
  /** Tells the dialogs of one page apart. */
  id: string;
  title: string;
  description: ReactNode;
  /** The verb: "Delete project". */
  label: string;
  /** What has to be typed first. */
  name: string;
  action: FormAction<T>;
  /** Hidden inputs the action reads, or a field to fill in first. */
  children?: ReactNode;
};

/**
 * A deed that is hard to take back: quiet on the page, and asked about in a dialog. That is the browser's own popover, so
 * it asks without JavaScript, too.
 */
export function DangerCard<T>({ id, title, description, label, ...question }: DangerCardProps<T>) {
  return (
    <Card>
      <CardHeader className="items-center pb-4 sm:grid-cols-[1fr_auto]">
        <div className="grid gap-1">
          <CardTitle>{title}</CardTitle>
          <CardDescription>{description}</CardDescription>
        </div>
        <button
          type="button"
          popoverTarget={id}
          aria-haspopup="dialog"
          className={buttonVariants({ variant: "danger", className: "justify-self-start" })}
        >
          {label}
        </button>
      </CardHeader>
      <DangerQuestion id={id} title={title} description={description} label={label} {...question} />
    </Card>
  );
}

/** The dialog alone, opened by any button whose `popoverTarget` is its id. */
export function DangerQuestion<T>({
  id,
  title,
  description,
  label,
  name,
  action,
  children,
}: DangerCardProps<T>) {
  const t = useTranslations("danger");
  return (
    <PopoverDialog id={id} title={title} description={description}>
      <ActionForm action={action}>
        {children}
        <ConfirmName name={name} />
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <button
            type="button"
            popoverTarget={id}
            popoverTargetAction="hide"
            className={buttonVariants({ variant: "outline" })}
          >
            {t("cancel")}
          </button>
          <SubmitButton variant="destructive" className="justify-self-auto">
            {label}
          </SubmitButton>
        </div>
      </ActionForm>
    </PopoverDialog>
  );
}
