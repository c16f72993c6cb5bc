"use client";

import { useSyncExternalStore } from "react";

/** Below Tailwind's `md`. */
const narrow = "(width < 48rem)";

/** Whether the window is as narrow as a phone's; on the server, and until the page is awake, it is not. */
export function useIsMobile(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}

function subscribe(listener: () => void) {
  const query = window.matchMedia(narrow);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
