"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

/** A click handler for plain anchors: what next/link does on a click, without its price per link on the server. */
export function useFollow(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const router = useRouter();
  return (event) => {
    const isForNewTab =
      event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (isForNewTab || event.defaultPrevented) return;
    event.preventDefault();
    router.push(event.currentTarget.getAttribute("href") ?? "/");
  };
}
