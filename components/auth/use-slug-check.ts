"use client";

import { useEffect, useState } from "react";
import { checkSlugAction } from "@/lib/onboarding/actions";
import type { SlugAnswer } from "@/lib/onboarding/schema";

const pauseMs = 350;

/** The last answer of the server about a wished address, asked once typing pauses; null before the first. */
export function useSlugCheck(wish: string): { wish: string; answer: SlugAnswer } | null {
  const [known, setKnown] = useState<{ wish: string; answer: SlugAnswer } | null>(null);
  useEffect(() => {
    if (wish.trim().length < 3) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const form = new FormData();
      form.set("slug", wish);
      const state = await checkSlugAction({ status: "idle" }, form).catch(() => null);
      if (!isStale && state?.status === "ok") setKnown({ wish, answer: state.data });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [wish]);
  return known;
}
