"use client";

import { useId } from "react";
import { useTranslations } from "#translations";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { namePattern } from "@/components/ui/name-pattern";

/**
 * Asks for a name before something goes for good. The field has none itself: it is a question to the reader, which the
 * browser puts with or without JavaScript, and no part of the command.
 */
export function ConfirmName({ name }: { name: string }) {
  const t = useTranslations("danger");
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id} className="block wrap-anywhere font-normal">
        {t.rich("typeName", {
          name,
          strong: (words) => <bdi className="select-all font-medium">{words}</bdi>,
        })}
      </Label>
      <Input
        id={id}
        required
        pattern={namePattern(name)}
        title={t("mismatch")}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="auto"
      />
    </div>
  );
}
