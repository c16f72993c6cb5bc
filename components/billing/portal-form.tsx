import type { ComponentProps, ReactNode } from "react";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { openPortalAction } from "@/lib/billing/actions";

/** Leads to the payment provider's own page for the card, the address and the tax id. */
export function PortalForm({
  children,
  variant,
}: {
  children: ReactNode;
  variant?: ComponentProps<typeof SubmitButton>["variant"];
}) {
  return (
    <ActionForm action={openPortalAction} className="grid gap-3">
      <SubmitButton variant={variant} size="sm">
        {children}
      </SubmitButton>
    </ActionForm>
  );
}
