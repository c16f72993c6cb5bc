"use client";

import { useFormField } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";

/**
 * A field that people do not see, and that robots fill in, scripts or not. Where a browser filled it in for somebody, it is shown
 * with what to do about it: nobody is turned away without a word.
 */
export function TrapField({ name }: { name: string }) {
  const { error } = useFormField(name);
  const isShown = error !== undefined;
  return (
    <div className={isShown ? undefined : "sr-only"} aria-hidden={isShown ? undefined : true}>
      <FormField
        name={name}
        label="Leave this empty"
        autoComplete="off"
        tabIndex={isShown ? undefined : -1}
      />
    </div>
  );
}
