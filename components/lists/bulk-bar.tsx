"use client";

import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { bulkFormId, type Selection } from "@/components/lists/use-selection";
import { Button } from "@/components/ui/button";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";

/** One thing that can be done with several rows: `value` is the command's `deed`. */
export interface BulkDeed {
  value: string;
  label: string;
  isDanger?: boolean;
}

interface BulkBarProps<T> {
  selection: Selection;
  deeds: BulkDeed[];
  action: FormAction<T>;
  onDeed: (deed: string) => void;
}

/** What can be done with the chosen rows. Without a script it is a form above the list, whose boxes the rows hold. */
export function BulkBar<T>({ selection, deeds, action, onDeed }: BulkBarProps<T>) {
  const t = useTranslations("lists");
  const count = selection.chosen.length;
  return (
    <>
      <noscript>
        <ActionForm action={action} id={bulkFormId} className="flex flex-wrap gap-2">
          {deeds
            .filter(({ isDanger }) => !isDanger)
            .map(({ value, label }) => (
              <SubmitButton key={value} name="deed" value={value} size="sm" variant="outline">
                {label}
              </SubmitButton>
            ))}
        </ActionForm>
      </noscript>
      {count > 0 ? (
        <Bar label={t("selected", { count })}>
          {deeds.map(({ value, label, isDanger }) => (
            <Button
              key={value}
              size="sm"
              variant={isDanger ? "danger" : "outline"}
              onClick={() => onDeed(value)}
            >
              {label}
            </Button>
          ))}
          <Button size="sm" variant="ghost" onClick={() => selection.chooseAll(false)}>
            {t("clear")}
          </Button>
        </Bar>
      ) : null}
    </>
  );
}

const Bar = ({ label, children }: { label: string; children: ReactNode }) => (
  <div
    role="toolbar"
    aria-label={label}
    className="sticky top-2 z-10 flex flex-wrap items-center gap-2 rounded-lg border bg-popover px-4 py-2 text-sm shadow-md"
  >
    <span role="status" className="mr-auto font-medium tabular-nums">
      {label}
    </span>
    {children}
  </div>
);
