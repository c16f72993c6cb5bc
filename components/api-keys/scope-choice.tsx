"use client";

import type { ReactNode } from "react";
import { useFormField } from "@/components/ui/form";
import { Label } from "@/components/ui/label";
import { NativeCheckbox } from "@/components/ui/native-checkbox";

export interface ScopeGroup {
  label: string;
  scopes: { scope: string; label: string }[];
}

type ScopeChoiceProps = { label: string; hint: string; groups: ScopeGroup[] };

/** Boxes by noun. Each has a name of its own, so that a refusal without scripts keeps them all. */
export function ScopeChoice({ label, hint, groups }: ScopeChoiceProps) {
  const { id, error } = useFormField("scopes");
  const all = groups.flatMap(({ scopes }) => scopes.map(({ scope }) => scope));
  return (
    <fieldset className="grid gap-4" aria-describedby={error ? `${id}-error` : `${id}-hint`}>
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <p id={`${id}-hint`} className="text-muted-foreground text-sm">
        {hint}
      </p>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {groups.map((group) => (
          <div key={group.label} className="grid content-start gap-2">
            <p className="font-medium text-muted-foreground text-xs">{group.label}</p>
            {group.scopes.map((one) => (
              <ScopeBox
                key={one.scope}
                name={`scopes.${all.indexOf(one.scope)}`}
                scope={one.scope}
                isWrong={error !== undefined}
              >
                {one.label}
              </ScopeBox>
            ))}
          </div>
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

type ScopeBoxProps = { name: string; scope: string; isWrong: boolean; children: ReactNode };

function ScopeBox({ name, scope, isWrong, children }: ScopeBoxProps) {
  const { id, value } = useFormField(name);
  return (
    <Label htmlFor={id} className="font-normal">
      <NativeCheckbox
        id={id}
        name={name}
        value={scope}
        defaultChecked={value !== undefined}
        aria-invalid={isWrong || undefined}
      />
      <span>
        {children} <code className="text-muted-foreground text-xs">{scope}</code>
      </span>
    </Label>
  );
}
