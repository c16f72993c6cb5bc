"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/form";
import { signOutAction } from "@/lib/auth/actions";

/** Signs out on this host; `children` is the button. */
export function SignOutForm({ children }: { children: ReactNode }) {
  return (
    <ActionForm action={signOutAction} className="contents">
      {children}
    </ActionForm>
  );
}
