import type { ReactNode } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { openPortalAction } from "@/lib/billing/actions";

type CardButtonProps = { children: ReactNode; variant?: "default" | "outline" | "ghost" };

/** Leads to the payment provider's form for the card, and back. */
export const CardButton = ({ children, variant = "outline" }: CardButtonProps) => (
  <ActionButton action={openPortalAction} fields={{ flow: "payment_method_update" }} variant={variant}>
    {children}
  </ActionButton>
);
