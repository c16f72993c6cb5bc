"use client";

import { type InputEvent, type SubmitEvent, useEffect, useRef } from "react";
import { keepDraft, restoreDraft } from "@/components/ui/draft";
import { forgetUnsaved, watchUnsaved } from "@/components/ui/unsaved";
import type { FormState } from "@/lib/entry/form-state";

const lostText = "This browser cannot keep what you typed. Reload all the same?";

/** What a form needs to be sent once more as it was sent, or to come through a reload with what was typed. */
export function useRetry(state: FormState) {
  const form = useRef<HTMLFormElement>(null);
  const submitter = useRef<HTMLElement>(null);
  const typed = useRef(new Set<string>());
  useEffect(() => {
    const { current } = form;
    if (!current) return;
    restoreDraft(current);
    return () => forgetUnsaved(current);
  }, []);

  // What was saved is no draft; what was overtaken outlives every reload, the browser's own too.
  useEffect(() => {
    if (state.status === "ok") typed.current.clear();
    else watch(form.current, typed.current);
    if (state.status !== "error" || state.remedy !== "reload") return;
    const keep = () => {
      if (form.current) keepDraft(form.current, typed.current);
    };
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [state]);

  function onSubmit({ nativeEvent }: SubmitEvent<HTMLFormElement>) {
    submitter.current = nativeEvent.submitter;
    if (form.current) forgetUnsaved(form.current);
  }

  function onInput({ target }: InputEvent<HTMLFormElement>) {
    if ("name" in target && typeof target.name === "string") typed.current.add(target.name);
    watch(form.current, typed.current);
  }

  // By the button that was pressed: what it says itself is part of the form. It may have gone meanwhile.
  function onRetry() {
    form.current?.requestSubmit(submitter.current?.isConnected ? submitter.current : undefined);
  }

  function onReload() {
    const isKept = !form.current || keepDraft(form.current, typed.current);
    if (!isKept && !window.confirm(lostText)) return;
    if (form.current) forgetUnsaved(form.current);
    window.location.reload();
  }

  return { form, onSubmit, onInput, onRetry, onReload };
}

/** Inside the app alone: at a door, such as the sign-in page, nothing is lost that is not typed again in a moment. */
function watch(form: HTMLFormElement | null, typed: ReadonlySet<string>): void {
  if (form?.closest("[data-slot=app-shell]") && typed.size > 0) watchUnsaved(form, typed);
}
