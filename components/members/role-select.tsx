"use client";

import { type ChangeEvent, useActionState, useId, useOptimistic } from "react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { DrawnFor } from "@/components/ui/drawn-for";
import { ProblemNotice } from "@/components/ui/failure-notice";
import { NativeSelect } from "@/components/ui/native-select";
import { useDeed } from "@/components/ui/use-deed";
import { changeRoleAction } from "@/lib/members/actions";

type RoleSelectProps = {
  id: string;
  name: string;
  role: string;
  options: { value: string; label: string }[];
};

/** A role that changes as it is chosen, and changes back when it is refused. Without JavaScript it has a button. */
export function RoleSelect({ id, name, role, options }: RoleSelectProps) {
  const t = useTranslations("roster");
  const [answer, formAction] = useActionState(changeRoleAction, { status: "idle" });
  const [shown, show] = useOptimistic(role);
  const { run, notice } = useDeed();
  const noticeId = useId();
  const problem =
    notice ?? (answer.status === "error" ? <ProblemNotice>{answer.message}</ProblemNotice> : null);

  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;

  function change({ currentTarget: { value: chosen } }: ChangeEvent<HTMLSelectElement>) {
    run({
      action: changeRoleAction,
      fields: { id, role: chosen },
      meanwhile: () => show(chosen),
      tell: (message) => t("roleChanged", { message, name, role: labelOf(chosen) }),
      undo: { action: changeRoleAction, fields: { id, role } },
    });
  }

  return (
    <form action={formAction} className="grid min-w-28 gap-1">
      <DrawnFor />
      <input type="hidden" name="id" value={id} />
      <NativeSelect
        name="role"
        aria-label={t("roleOf", { name })}
        aria-describedby={problem ? noticeId : undefined}
        aria-invalid={problem ? true : undefined}
        value={shown}
        onChange={change}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </NativeSelect>
      <noscript>
        <Button type="submit" size="sm" variant="outline">
          {t("changeRole")}
        </Button>
      </noscript>
      {problem ? (
        <div
          id={noticeId}
          className="min-w-44 max-w-64 text-[0.8125rem] [&_[role=alert]]:p-2.5 [&_[role=alert]>svg]:hidden"
        >
          {problem}
        </div>
      ) : null}
    </form>
  );
}
