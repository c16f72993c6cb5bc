"use client";

import { type InputEvent, type SubmitEvent, useEffect, useRef } from "react";
import { keepDraft, restoreDraft } from "@/components/ui/draft";

const lostText = "This browser cannot keep what you typed. Reload all the same?";

/** What a form needs to be sent once more as it was sent, or to come through a reload with what was typed. */
export function useRetry() {
  const form = useRef<HTMLFormElement>(null);
  const submitter = useRef<HTMLElement>(null);
  const typed = useRef(new Set<string>());
  useEffect(() => {
    if (form.current) restoreDraft(form.current);
  }, []);

  function onSubmit({ nativeEvent }: SubmitEvent<HTMLFormElement>) {
    submitter.current = nativeEvent.submitter;
  }

  function onInput({ target }: InputEvent<HTMLFormElement>) {
    if ("name" in target && typeof target.name === "string") typed.current.add(target.name);
  }

  // By the button that was pressed: what it says itself is part of the form. It may have gone meanwhile.
  function onRetry() {
    form.current?.requestSubmit(submitter.current?.isConnected ? submitter.current : undefined);
  }

  function onReload() {
    const isKept = !form.current || keepDraft(form.current, typed.current);
    if (isKept || window.confirm(lostText)) window.location.reload();
  }

  return { form, onSubmit, onInput, onRetry, onReload };
}
