import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { ShownSecret } from "@/components/webhooks/shown-secret";

interface SecretFormProps {
  id: string;
  action: FormAction<{ id: string; secret: string }>;
  children: ReactNode;
}

/** Asks for a secret and shows it until the page is left. */
export function SecretForm({ id, action, children }: SecretFormProps) {
  const t = useTranslations("webhooks.secret");
  return (
    <ActionForm action={action} className="grid gap-3">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" size="sm">
        {children}
      </SubmitButton>
      <ShownSecret label={t("title")} hint={t("keep")} copy={t("copy")} copied={t("copied")} />
    </ActionForm>
  );
}
