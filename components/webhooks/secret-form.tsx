"use client";

import { type ReactNode, useState } from "react";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";

interface SecretFormProps {
  id: string;
  action: FormAction<{ id: string; secret: string }>;
  children: ReactNode;
}

/** Asks for a secret and shows it until the page is left. */
export function SecretForm({ id, action, children }: SecretFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <ActionForm action={action} onSuccess={(shown) => setSecret(shown.secret)} className="grid gap-2">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" size="sm">
        {children}
      </SubmitButton>
      <output className="wrap-anywhere font-mono text-sm">{secret}</output>
    </ActionForm>
  );
}
