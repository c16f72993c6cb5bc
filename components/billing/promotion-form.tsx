"use client";

import { ActionForm, SubmitButton, useFormField } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { redeemPromotionAction } from "@/lib/billing/actions";

/** A code that takes something off the next invoices. */
export const PromotionForm = () => (
  <ActionForm action={redeemPromotionAction} isResetOnSuccess>
    <Code />
  </ActionForm>
);

/** Folded until somebody has a code, and open again where it was refused: without a script the page is a new one. */
function Code() {
  const { error } = useFormField("code");
  return (
    <details open={error !== undefined}>
      <summary className="w-fit cursor-pointer font-medium text-brand underline-offset-4 hover:underline touch:min-h-11 touch:py-3">
        Enter a promotion code
      </summary>
      <div className="mt-3 grid max-w-sm gap-3">
        <FormField name="code" label="Promotion code" autoComplete="off" maxLength={100} required />
        <SubmitButton variant="outline" size="sm">
          Apply code
        </SubmitButton>
      </div>
    </details>
  );
}
