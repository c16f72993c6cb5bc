"use client";

import { useFormField } from "@/components/ui/form";
import { Label } from "@/components/ui/label";
import { NativeCheckbox } from "@/components/ui/native-checkbox";

interface TypeChoiceProps {
  label: string;
  everything: string;
  offered: string[];
  chosen: string[];
}

/** Boxes of one list. What an endpoint asks for beyond them, set by machine, stays ticked. */
export function TypeChoice({ label, everything, offered, chosen }: TypeChoiceProps) {
  const { id, error } = useFormField("types");
  const all = [...new Set([...offered, ...chosen])];
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-2 font-medium text-sm">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {all.map((type) => (
          <Label key={type} htmlFor={`${id}-${type}`} className="font-normal">
            <NativeCheckbox
              id={`${id}-${type}`}
              name="types"
              value={type}
              defaultChecked={chosen.includes(type)}
              aria-invalid={error ? true : undefined}
            />
            {type === "*" ? everything : <code>{type}</code>}
          </Label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className="text-destructive text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
