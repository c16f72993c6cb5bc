"use client";

import type { MouseEvent } from "react";
import { useNavigate } from "@/components/ui/navigation";

/** A click handler for plain anchors: what next/link does on a click, without its price per link on the server. */
export function useFollow(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return (event) => {
    const isForNewTab =
      event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (isForNewTab || event.defaultPrevented) return;
    event.preventDefault();
    navigate(event.currentTarget.getAttribute("href") ?? "/");
  };
}
