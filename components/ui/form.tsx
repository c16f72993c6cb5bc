"use client";

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useEffectEvent,
  useId,
} from "react";
import { useFormStatus } from "react-dom";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { call } from "@/components/ui/call";
import { DrawnFor } from "@/components/ui/drawn-for";
import { FailureNotice, RefusalNotice } from "@/components/ui/failure-notice";
import { toast } from "@/components/ui/sonner";
import { useRetry } from "@/components/ui/use-retry";
import { type Undo, useUndo } from "@/components/ui/use-undo";
import type { FormState } from "@/lib/entry/form-state";
import { cn } from "@/lib/platform/cn";

export type FormAction<T = unknown> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;

// The bare action is what a form without JavaScript can post to; in the browser it is followed to where it leads, from the
// first moment on: hydration draws no `action` attribute, and a click while the page wakes up must lead somewhere too.
const inBrowser = typeof window !== "undefined";

type ActionFormProps<T> = Omit<ComponentProps<"form">, "action" | "ref"> & {
  action: FormAction<T>;
  /** Runs in the browser after a success, for instance to close a dialog. */
  onSuccess?: (data: T) => void;
  /** Empties the form after a success; the default keeps what is shown, as settings pages need. */
  isResetOnSuccess?: boolean;
  /** What takes it back; the toast that tells of the success offers it. */
  undo?: Undo;
};

/**
 * A form over one server action. It works without JavaScript; with it, an error moves the focus to the first
 * field that is wrong, what was typed stays, a success message becomes a toast, and a request that fails leaves the form
 * standing with a way to try again.
 */
export function ActionForm<T>({
  action,
  onSuccess,
  isResetOnSuccess,
  undo,
  className,
  children,
  ...props
}: ActionFormProps<T>) {
  const back = useUndo()(undo);
  const [state, formAction] = useActionState<FormState<T>, FormData>(
    inBrowser ? follow(action, back) : action,
    { status: "idle" },
  );
  const { form, onSubmit, onInput, ...again } = useRetry(state);
  const id = useId();

  const report = useEffectEvent((outcome: FormState<T>) => {
    if (outcome.status === "error" || outcome.status === "failed") focusProblem(form.current);
    if (outcome.status !== "ok") return;
    announce(outcome, back);
    onSuccess?.(outcome.data);
  });
  useEffect(() => report(state), [state]);

  return (
    <FormContext value={{ id, state }}>
      <form
        ref={form}
        action={formAction}
        onSubmit={onSubmit}
        onInput={onInput}
        // React empties a form after every action; a refused one keeps what was typed.
        onReset={(event) => (state.status === "ok" && isResetOnSuccess) || event.preventDefault()}
        className={className ?? "grid gap-5"}
        {...props}
      >
        <DrawnFor />
        <FormError {...again} />
        {children}
        <NoScriptMessage />
      </form>
    </FormContext>
  );
}

/**
 * Says that it is done, or goes where the action leads and stays pending until the page is left. Not an effect: the
 * action may have changed the page, and with it removed this form.
 */
function follow<T>(action: FormAction<T>, back: Back): FormAction<T> {
  return async (previous, form) => {
    const outcome = await call(action, { status: "idle" }, form);
    announce(outcome, back);
    if (outcome.status === "failed") return { ...outcome, values: valuesOf(previous) };
    if (outcome.status !== "leaving") return outcome;
    window.location.assign(outcome.url);
    return untilReturn();
  };
}

/** A browser that goes back may show this very page again, with whatever waited on it. */
function untilReturn(): Promise<FormState<never>> {
  return new Promise((resolve) => {
    window.addEventListener("pageshow", () => resolve({ status: "idle" }), { once: true });
  });
}

type Back = ReturnType<ReturnType<typeof useUndo>>;

const announced = new WeakSet<FormState<unknown>>();

/** Once per outcome: one that was drawn by the server, without a script, is met by the effect alone. */
function announce(outcome: FormState<unknown>, back: Back): void {
  if (outcome.status !== "ok" || !outcome.message || announced.has(outcome)) return;
  announced.add(outcome);
  toast.success(outcome.message, { action: back });
}

/** What the surrounding form knows about one field: its id, error and the value to show again. */
export function useFormField(name: string) {
  const { id, state } = useContext(FormContext);
  const error = state.status === "error" ? state.fields?.[name]?.[0] : undefined;
  const isReplaced = state.status === "error" && state.replaced?.includes(name);
  return { id: `${id}-${name}`, error, value: valuesOf(state)?.[name], isReplaced };
}

const valuesOf = (state: FormState) =>
  state.status === "error" || state.status === "failed" ? state.values : undefined;

/** The form's submit button; shows a spinner and takes no second click while the action runs. */
export function SubmitButton({ className, children, ...props }: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return (
    <Button
      {...props}
      className={cn("justify-self-start", className)}
      type="submit"
      isPending={pending}
      onClick={(event) => pending && event.preventDefault()}
    >
      {children}
    </Button>
  );
}

export const FormContext = createContext<{ id: string; state: FormState }>({
  id: "form",
  state: { status: "idle" },
});

function FormError(props: { onRetry: () => void; onReload: () => void }): ReactNode {
  const { state } = useContext(FormContext);
  const { pending } = useFormStatus();
  if (state.status === "failed") return <FailureNotice failure={state} isPending={pending} {...props} />;
  if (state.status !== "error") return null;
  return <RefusalNotice refusal={state} isPending={pending} onReload={props.onReload} />;
}

function NoScriptMessage(): ReactNode {
  const { state } = useContext(FormContext);
  if (state.status !== "ok" || !state.message) return null;
  return (
    <noscript>
      <Alert variant="success">{state.message}</Alert>
    </noscript>
  );
}

function focusProblem(form: HTMLFormElement | null) {
  const problem =
    form?.querySelector<HTMLElement>("[aria-invalid=true]") ??
    form?.querySelector<HTMLElement>("[role=alert]");
  problem?.focus();
}
