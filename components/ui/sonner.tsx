"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import * as ToastPrimitive from "radix-ui/toast";
import { useSyncExternalStore } from "react";
import { useTranslations } from "#translations";
import { Spinner } from "@/components/ui/spinner";

// The words of shadcn's sonner over Radix: sonner itself brings its look in a <style> without the page's nonce, which the
// content policy does not admit (`__insertCSS` of its 2.0.8).

type Tone = "message" | "success" | "error" | "info" | "warning" | "loading";

interface Options {
  description?: string;
  /** What can be done about it, such as taking it back; "Undo" where nothing else is said. */
  action?: { label?: string; onClick: () => void };
  /** In milliseconds. */
  duration?: number;
}

type Message = Options & { id: number; text: string; tone: Tone };

/** Says in passing that something happened. What must not be missed belongs on the page, not here. */
export const toast = Object.assign((text: string, options?: Options) => show("message", text, options), {
  success: (text: string, options?: Options) => show("success", text, options),
  error: (text: string, options?: Options) => show("error", text, options),
  info: (text: string, options?: Options) => show("info", text, options),
  warning: (text: string, options?: Options) => show("warning", text, options),
  /** Stays until it is dismissed. */
  loading: (text: string, options?: Options) => show("loading", text, { duration: Infinity, ...options }),
  promise: tellOf,
  dismiss: (id?: number) => publish(id === undefined ? none : messages.filter((one) => one.id !== id)),
});

const shortMs = 6_000;
/** There is something to decide. */
const longMs = 10_000;

/** Where toasts appear; stands once per shell. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => messages,
    () => none,
  );
  return (
    <ToastPrimitive.Provider duration={shortMs} swipeDirection="right">
      {shown.map((message) => (
        <Toast key={message.id} {...message} />
      ))}
      <ToastPrimitive.Viewport
        data-slot="toasts"
        className="fixed right-0 bottom-0 z-60 grid w-full max-w-sm gap-2 p-4 outline-none"
      />
    </ToastPrimitive.Provider>
  );
}

function Toast({ id, text, tone, description, action, duration }: Message) {
  const t = useTranslations("toast");
  const label = action?.label ?? t("undo");
  return (
    <ToastPrimitive.Root
      data-slot="toast"
      duration={duration ?? (action ? longMs : shortMs)}
      onOpenChange={(isOpen) => isOpen || toast.dismiss(id)}
      className="flex animate-rise-in items-start gap-3 rounded-lg border bg-popover py-2 pr-2 pl-4 text-popover-foreground text-sm shadow-lg data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
    >
      <ToneMark tone={tone} />
      <div className="min-w-0 flex-1 wrap-anywhere py-1">
        <ToastPrimitive.Description>{text}</ToastPrimitive.Description>
        {description ? <p className="text-muted-foreground">{description}</p> : null}
      </div>
      {action ? (
        <ToastPrimitive.Action
          altText={label}
          onClick={action.onClick}
          className="inline-flex h-7 shrink-0 items-center rounded-md border px-2 font-medium text-[0.8125rem] hover:bg-accent touch:h-11"
        >
          {label}
        </ToastPrimitive.Action>
      ) : null}
      <ToastPrimitive.Close
        aria-label={t("dismiss")}
        className="grid size-7 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent touch:size-11"
      >
        <X aria-hidden className="size-4" />
      </ToastPrimitive.Close>
    </ToastPrimitive.Root>
  );
}

const marks = {
  success: { Icon: CircleCheck, color: "text-success" },
  error: { Icon: CircleAlert, color: "text-danger" },
  info: { Icon: Info, color: "text-info" },
  warning: { Icon: TriangleAlert, color: "text-warning" },
};

function ToneMark({ tone }: { tone: Tone }) {
  if (tone === "message") return null;
  if (tone === "loading") return <Spinner className="mt-1.5 shrink-0 text-muted-foreground" />;
  const { Icon, color } = marks[tone];
  return <Icon aria-hidden className={`mt-1.5 size-4 shrink-0 ${color}`} />;
}

const none: readonly Message[] = [];
const mostAtOnce = 3;
let messages = none;
let nextId = 1;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the id by which it can be dismissed. */
function show(tone: Tone, text: string, options?: Options): number {
  const id = nextId++;
  publish([...messages, { id, text, tone, ...options }].slice(-mostAtOnce));
  return id;
}

interface Telling<T> {
  loading: string;
  success: string | ((data: T) => string);
  error: string | ((thrown: unknown) => string);
}

/** Says what a promise is at, from its beginning to its end. Returns the id of what it says at first. */
function tellOf<T>(work: Promise<T> | (() => Promise<T>), { loading, success, error }: Telling<T>): number {
  const id = toast.loading(loading);
  (typeof work === "function" ? work() : work)
    .then(
      (data) => toast.success(typeof success === "function" ? success(data) : success),
      (thrown) => toast.error(typeof error === "function" ? error(thrown) : error),
    )
    .finally(() => toast.dismiss(id));
  return id;
}

function publish(next: readonly Message[]) {
  messages = next;
  for (const listener of listeners) listener();
}
