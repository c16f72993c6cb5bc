"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useTranslations } from "#translations";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { describeField, LabeledField } from "@/components/ui/labeled-field";

interface PasswordFieldProps {
  name?: string;
  label?: string;
  hint?: ReactNode;
  /** Which one the browser's password manager offers. */
  autoComplete: "current-password" | "new-password";
}

/** A password inside an ActionForm, with a button that shows it. What was typed is never sent back by the server. */
export function PasswordField({ name = "password", label, hint, autoComplete }: PasswordFieldProps) {
  const t = useTranslations("fields.password");
  const { id, error } = useFormField(name);
  const [isShown, setIsShown] = useState(false);
  const field = { id, label: label ?? t("label"), hint, error };
  return (
    <LabeledField {...field}>
      <div className="relative">
        <Input
          {...describeField(field)}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          className="pr-11"
        />
        <ShowButton isShown={isShown} onToggle={() => setIsShown(!isShown)} />
      </div>
    </LabeledField>
  );
}

/** Tells a password manager whose password the form is about. It is not shown and not sent. */
export function AccountName({ email }: { email: string }) {
  return <input type="text" autoComplete="username" value={email} readOnly hidden />;
}

function ShowButton({ isShown, onToggle }: { isShown: boolean; onToggle: () => void }) {
  const t = useTranslations("fields.password");
  const hasScript = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (!hasScript) return null;
  const Icon = isShown ? EyeOff : Eye;
  return (
    <button
      type="button"
      aria-label={t(isShown ? "hide" : "show")}
      onClick={onToggle}
      className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted-foreground hover:text-foreground touch:w-11"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
