"use client";

import { type ChangeEvent, useState } from "react";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { describeField, LabeledField } from "@/components/ui/labeled-field";
import { mostPictureBytes, pictureTypes } from "@/lib/pictures/values";

type PictureFieldProps = { label: string; hint: string; tooLarge: string };

/** Chooses a file. What is too large is said here, before anybody waits for it to be sent, and keeps the form from being sent. */
export function PictureField({ label, hint, tooLarge }: PictureFieldProps) {
  const { id, error } = useFormField("picture");
  const [problem, setProblem] = useState<string>();
  const check = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const isTooLarge = [...(input.files ?? [])].some(({ size }) => size > mostPictureBytes);
    input.setCustomValidity(isTooLarge ? tooLarge : "");
    setProblem(isTooLarge ? tooLarge : undefined);
  };
  const field = { id, label, hint, error: problem ?? error };
  return (
    <LabeledField {...field}>
      <Input
        {...describeField(field)}
        type="file"
        name="picture"
        accept={pictureTypes}
        required
        onChange={check}
        className="h-auto py-1.5 file:mr-3 file:font-medium touch:h-auto touch:py-2.5"
      />
    </LabeledField>
  );
}
