"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** Submits the form round it with the id of its session; only the button that was pressed shows the wait. */
export function EndSessionButton({
  id,
  label,
  children,
}: {
  id: string;
  label: string;
  children: ReactNode;
}) {
  const { pending, data } = useFormStatus();
  return (
    <Button
      type="submit"
      name="id"
      value={id}
      size="sm"
      variant="outline"
      aria-label={label}
      isPending={pending && data.get("id") === id}
      onClick={(event) => pending && event.preventDefault()}
    >
      {children}
    </Button>
  );
}
