"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "#translations";

/** How the palette's shortcut is written on this keyboard: "⌘K", "Ctrl K". */
export function useCommandKey(): string {
  const t = useTranslations("shell.palette");
  const isApple = useSyncExternalStore(subscribeToNothing, isAppleHere, () => false);
  return isApple ? "⌘K" : t("controlKey");
}

const isAppleHere = (): boolean => /^(?:Mac|iP)/.test(navigator.platform);

/** A keyboard does not change while the page is open. */
function subscribeToNothing() {
  return () => {};
}
