"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import * as ToastPrimitive from "radix-ui/toast";
import { useSyncExternalStore } from "react";

type Message = { id: number; text: string; tone: "success" | "error" };

/** Says in passing that something happened. What must not be missed belongs on the page, not here. */
export const toast = {
  success: (text: string) => show({ id: nextId++, text, tone: "success" }),
  error: (text: string) => show({ id: nextId++, text, tone: "error" }),
};

/** Where toasts appear; stands once per shell. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => messages,
    () => none,
  );
  return (
    <ToastPrimitive.Provider duration={6000} swipeDirection="right">
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

function Toast({ id, text, tone }: Message) {
  return (
    <ToastPrimitive.Root
      data-slot="toast"
      onOpenChange={(isOpen) => isOpen || dismiss(id)}
      className="flex animate-rise-in items-start gap-3 rounded-lg border bg-popover py-2 pr-2 pl-4 text-popover-foreground text-sm shadow-lg data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
    >
      {tone === "success" ? (
        <CircleCheck aria-hidden className="mt-1.5 size-4 shrink-0 text-success" />
      ) : (
        <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" />
      )}
      <ToastPrimitive.Description className="min-w-0 flex-1 wrap-anywhere py-1">
        {text}
      </ToastPrimitive.Description>
      <ToastPrimitive.Close
        aria-label="Dismiss"
        className="grid size-7 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent touch:size-11"
      >
        <X aria-hidden className="size-4" />
      </ToastPrimitive.Close>
    </ToastPrimitive.Root>
  );
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

function show(message: Message) {
  publish([...messages, message].slice(-mostAtOnce));
}

function dismiss(id: number) {
  publish(messages.filter((message) => message.id !== id));
}

function publish(next: readonly Message[]) {
  messages = next;
  for (const listener of listeners) listener();
}
