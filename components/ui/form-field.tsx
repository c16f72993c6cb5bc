"use client";

import type { ComponentProps, ReactNode } from "react";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { describeField, FieldNotes, LabeledField } from "@/components/ui/labeled-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { NativeSelect } from "@/components/ui/native-select";
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
    <LabeledField {...field}>
      <Input {...describeField(field)} name={name} defaultValue={value ?? defaultValue} {...props} />
    </LabeledField>
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
    <LabeledField {...field}>
      {/* What an action leaves to do replaces what was typed, which only a new element shows. */}
      <Textarea
        key={isReplaced ? value : undefined}
        {...describeField(field)}
        name={name}
        defaultValue={value ?? defaultValue}
        {...props}
      />
    </LabeledField>
  );
}

export function FormSelect({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: Labelled & ComponentProps<typeof NativeSelect>) {
  const { field, value } = useLabelled({ name, label, hint });
  return (
    <LabeledField {...field}>
      <NativeSelect {...describeField(field)} name={name} defaultValue={value ?? defaultValue} {...props} />
    </LabeledField>
  );
}

/** A box beside its label. One that is not ticked is sent as false, also where the command would take it as left out. */
export function FormCheckbox({
  name,
  label,
  hint,
  defaultChecked,
  ...props
}: Labelled & Omit<ComponentProps<typeof NativeCheckbox>, "value">) {
  const { field, value } = useLabelled({ name, label, hint });
  return (
    <div data-slot="field" className="grid gap-1.5">
      <input type="hidden" name={name} value="false" />
      <Label htmlFor={field.id} className="font-normal">
        <NativeCheckbox
          {...describeField(field)}
          name={name}
          value="true"
          defaultChecked={value === undefined ? defaultChecked : value === "true"}
          {...props}
        />
        {label}
      </Label>
      <FieldNotes {...field} />
    </div>
  );
}

function useLabelled({ name, label, hint }: Labelled) {
  const { id, error, value, isReplaced } = useFormField(name);
  return { field: { id, label, hint, error }, value, isReplaced };
}
