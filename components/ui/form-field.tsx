"use client";

import type { ComponentProps, ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { describeField, Field, InlineField } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
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
  const { field, value } = useLabelled({ name, label, hint });
  return (
    <Field {...field}>
      <Textarea {...describeField(field)} name={name} defaultValue={value ?? defaultValue} {...props} />
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

/** An unticked box sends nothing, so the action reads presence: `form.has(name)`. */
export function FormCheckbox({ name, label, hint, ...props }: Labelled & ComponentProps<typeof Checkbox>) {
  const { field } = useLabelled({ name, label, hint });
  return (
    <InlineField {...field}>
      <Checkbox {...describeField(field)} name={name} {...props} />
    </InlineField>
  );
}

export function FormSwitch({ name, label, hint, ...props }: Labelled & ComponentProps<typeof Switch>) {
  const { field } = useLabelled({ name, label, hint });
  return (
    <InlineField {...field}>
      <Switch {...describeField(field)} name={name} {...props} />
    </InlineField>
  );
}

function useLabelled({ name, label, hint }: Labelled) {
  const { id, error, value } = useFormField(name);
  return { field: { id, label, hint, error }, value };
}
