"use client";

import { ThemeProvider as NextThemesProvider } from "next-themes";
import type { ReactNode } from "react";

/** Light, dark or the system's, remembered in the browser; set before the first paint by a script with the nonce. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  shareNonce(nonce);
  return (
    <NextThemesProvider attribute="class" defaultTheme="system" enableSystem nonce={nonce}>
      {children}
    </NextThemesProvider>
  );
}

// Radix locks scrolling with a <style> element, which the content policy admits only with the nonce; it looks here. The
// policy is the document's: what later requests bring for a layout that is drawn again fits none.
function shareNonce(nonce: string | undefined) {
  if (typeof window !== "undefined" && !("__webpack_nonce__" in window))
    Object.assign(window, { __webpack_nonce__: nonce });
}
