"use client";

import { useTranslations } from "#translations";
import { FormField, FormTextarea } from "@/components/ui/form-field";
import { longestDescription } from "@/lib/projects/values";

/** What is typed about a project, when it is created and when it is changed. */
export function ProjectFields({ name = "", description = "" }: { name?: string; description?: string }) {
  const t = useTranslations("projects");
  return (
    <>
      <FormField name="name" label={t("name")} defaultValue={name} required autoComplete="off" dir="auto" />
      <FormTextarea
        name="description"
        label={t("description")}
        hint={t("descriptionHint")}
        defaultValue={description}
        maxLength={longestDescription}
        dir="auto"
      />
    </>
  );
}
