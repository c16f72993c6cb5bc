"use client";

import { useEffect, useState } from "react";
import { call } from "@/components/ui/call";
import { checkSlugAction } from "@/lib/onboarding/actions";
import type { SlugAnswer } from "@/lib/onboarding/schema";

const pauseMs = 350;

/** What is known of a wished address: the server's answer, or why there is none. */
export type SlugKnown = { wish: string } & ({ answer: SlugAnswer } | { answer: null; problem: string });

/** The last answer about a wished address, asked once typing pauses; null before the first. */
export function useSlugCheck(wish: string): SlugKnown | null {
  const [known, setKnown] = useState<SlugKnown | null>(null);
  useEffect(() => {
    if (wish.trim().length < 3) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const form = new FormData();
      form.set("slug", wish);
      const state = await call(checkSlugAction, { status: "idle" }, form);
      if (isStale) return;
      if (state.status === "ok") setKnown({ wish, answer: state.data });
      if (state.status === "error") setKnown({ wish, answer: null, problem: state.message });
      if (state.status === "failed") setKnown({ wish, answer: null, problem: state.reason });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [wish]);
  return known;
}
