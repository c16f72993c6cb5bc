import { setNonce } from "get-nonce";

/**
 * The nonce of this page's content policy. Browsers hide it from the markup and give it to scripts: the first one of the page
 * carries it. None on the server.
 */
export function pageNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}

// What locks the page's scrolling behind a modal panel (react-remove-scroll) does so by a <style>, and asks here for its nonce.
setNonce(pageNonce() ?? "");
