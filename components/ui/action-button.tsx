import type { ComponentProps, ReactNode } from "react";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";

type ActionButtonProps<T> = Pick<ComponentProps<typeof SubmitButton>, "variant" | "size"> & {
  action: FormAction<T>;
  /** What the action reads, in hidden inputs. */
  fields?: Record<string, string>;
  children: ReactNode;
};

/** A deed that needs no more than a click. Its refusal shows above the button, which then has a line to itself among others. */
export function ActionButton<T>({ action, fields = {}, children, ...button }: ActionButtonProps<T>) {
  return (
    <ActionForm action={action} className="grid gap-2 has-[[role=alert]]:basis-full">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton size="sm" {...button}>
        {children}
      </SubmitButton>
    </ActionForm>
  );
}
