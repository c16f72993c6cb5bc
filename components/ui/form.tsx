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
  useRef,
  useSyncExternalStore,
} from "react";
import { useFormStatus } from "react-dom";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { FormState } from "@/lib/entry/form-state";
import { cn } from "@/lib/platform/cn";

export type FormAction<T = unknown> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;

type ActionFormProps<T> = Omit<ComponentProps<"form">, "action" | "ref"> & {
  action: FormAction<T>;
  /** Runs in the browser after a success, for instance to close a dialog. */
  onSuccess?: (data: T) => void;
  /** Empties the form after a success; the default keeps what is shown, as settings pages need. */
  isResetOnSuccess?: boolean;
};

/**
 * A form over one server action. It works without JavaScript; with it, an error moves the focus to the first
 * field that is wrong, what was typed stays, and a success message becomes a toast.
 */
export function ActionForm<T>({
  action,
  onSuccess,
  isResetOnSuccess,
  className,
  children,
  ...props
}: ActionFormProps<T>) {
  const isInBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  // The bare action is what a form without JavaScript can post to; in the browser it is followed to where it leads.
  const [state, formAction] = useActionState<FormState<T>, FormData>(isInBrowser ? follow(action) : action, {
    status: "idle",
  });
  const form = useRef<HTMLFormElement>(null);
  const id = useId();

  const report = useEffectEvent((outcome: FormState<T>) => {
    if (outcome.status === "error") focusProblem(form.current);
    if (outcome.status !== "ok") return;
    announce(outcome);
    onSuccess?.(outcome.data);
  });
  useEffect(() => report(state), [state]);

  return (
    <FormContext value={{ id, state }}>
      <form
        ref={form}
        action={formAction}
        // React empties a form after every action; a refused one keeps what was typed.
        onReset={(event) => (state.status === "ok" && isResetOnSuccess) || event.preventDefault()}
        className={className ?? "grid gap-5"}
        {...props}
      >
        <FormError />
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
function follow<T>(action: FormAction<T>): FormAction<T> {
  return async (previous, form) => {
    const outcome = await action(previous, form);
    announce(outcome);
    if (outcome.status !== "leaving") return outcome;
    window.location.assign(outcome.url);
    return new Promise(() => {});
  };
}

const announced = new WeakSet<FormState<unknown>>();

/** Once per outcome: one that was drawn by the server, without a script, is met by the effect alone. */
function announce(outcome: FormState<unknown>): void {
  if (outcome.status !== "ok" || !outcome.message || announced.has(outcome)) return;
  announced.add(outcome);
  toast.success(outcome.message);
}

function subscribeToNothing() {
  return () => {};
}

/** What the surrounding form knows about one field: its id, error and the value to show again. */
export function useFormField(name: string) {
  const { id, state } = useContext(FormContext);
  const failure = state.status === "error" ? state : undefined;
  return { id: `${id}-${name}`, error: failure?.fields?.[name]?.[0], value: failure?.values?.[name] };
}

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

const FormContext = createContext<{ id: string; state: FormState }>({
  id: "form",
  state: { status: "idle" },
});

function FormError(): ReactNode {
  const { state } = useContext(FormContext);
  if (state.status !== "error") return null;
  return (
    <Alert role="alert" tabIndex={-1} variant="danger">
      {state.message}
    </Alert>
  );
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
