"use client";

import { type ChangeEvent, startTransition, useActionState, useId, useOptimistic, useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { changeRoleAction } from "@/lib/members/actions";

type RoleSelectProps = {
  id: string;
  name: string;
  role: string;
  options: { value: string; label: string }[];
};

/** A role that changes as it is chosen, and changes back when it is refused. Without JavaScript it has a button. */
export function RoleSelect({ id, name, role, options }: RoleSelectProps) {
  const [answer, formAction] = useActionState(changeRoleAction, { status: "idle" });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [shown, show] = useOptimistic(role);
  const errorId = useId();
  const error = refusal ?? (answer.status === "error" ? answer.message : null);

  function change({ currentTarget }: ChangeEvent<HTMLSelectElement>) {
    const chosen = currentTarget.value;
    startTransition(async () => {
      show(chosen);
      const form = new FormData();
      form.set("id", id);
      form.set("role", chosen);
      const outcome = await changeRoleAction({ status: "idle" }, form);
      setRefusal(outcome.status === "error" ? outcome.message : null);
      if (outcome.status === "ok" && outcome.message) toast.success(`${outcome.message}: ${name}`);
    });
  }

  return (
    <form action={formAction} className="grid min-w-28 gap-1">
      <input type="hidden" name="id" value={id} />
      <Select
        name="role"
        aria-label={`Role of ${name}`}
        aria-describedby={error ? errorId : undefined}
        aria-invalid={error ? true : undefined}
        value={shown}
        onChange={change}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <noscript>
        <Button type="submit" size="sm" variant="outline">
          Change role
        </Button>
      </noscript>
      {error ? (
        <p id={errorId} role="alert" className="max-w-48 text-[0.8125rem] text-danger">
          {error}
        </p>
      ) : null}
    </form>
  );
}
