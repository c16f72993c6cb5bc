"use client";

import type { ComponentProps, ReactNode } from "react";
import { describeField, Field } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

type Labelled = { name: string; label: ReactNode; hint?: ReactNode };

/** A labelled input inside an ActionForm; its error and what was typed come from the form. */
export function FormField({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: Labelled & ComponentProps<typeof Input>) {
  const { field, value } = useLabelled({ name, label, hint });
  return (
    <Field {...field}>
      <Input {...describeField(field)} name={name} defaultValue={value ?? defaultValue} {...props} />
    </Field>
  );
}

export function FormTextarea({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: Labelled & ComponentProps<typeof Textarea>) {
  const { field, value, isReplaced } = useLabelled({ name, label, hint });
  return (
    <Field {...field}>
      {/* What an action leaves to do replaces what was typed, which only a new element shows. */}
      <Textarea
        key={isReplaced ? value : undefined}
        {...describeField(field)}
        name={name}
        defaultValue={value ?? defaultValue}
        {...props}
      />
    </Field>
  );
}

export function FormSelect({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: Labelled & ComponentProps<typeof Select>) {
  const { field, value } = useLabelled({ name, label, hint });
  return (
    <Field {...field}>
      <Select {...describeField(field)} name={name} defaultValue={value ?? defaultValue} {...props} />
    </Field>
  );
}

function useLabelled({ name, label, hint }: Labelled) {
  const { id, error, value, isReplaced } = useFormField(name);
  return { field: { id, label, hint, error }, value, isReplaced };
}
