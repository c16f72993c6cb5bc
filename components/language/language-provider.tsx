"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Language } from "@/lib/platform/languages";

/** A chunk for each language, so that a browser loads one of them, once, and no page carries it. */
const providers = {
  en: dynamic(() => import("./english")),
  de: dynamic(() => import("./german")),
} satisfies Record<Language, unknown>;

/** Lets the components below it that the browser draws speak one language. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  const Provider = providers[language];
  return <Provider>{children}</Provider>;
}
