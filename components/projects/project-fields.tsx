"use client";

import { FormField, FormTextarea } from "@/components/ui/form-field";
import { longestDescription } from "@/lib/projects/values";

/** What is typed about a project, when it is created and when it is changed. */
export function ProjectFields({ name = "", description = "" }: { name?: string; description?: string }) {
  return (
    <>
      <FormField name="name" label="Name" defaultValue={name} required autoComplete="off" dir="auto" />
      <FormTextarea
        name="description"
        label="Description"
        hint="Optional. What it is for, and what belongs to it."
        defaultValue={description}
        maxLength={longestDescription}
        dir="auto"
      />
    </>
  );
}
