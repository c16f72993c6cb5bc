"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => {};

type CopyButtonProps = { text: string; done: string; children: ReactNode };

/** Puts a text on the clipboard, which takes a script: without one there is no button, and the text is selected by hand. */
export function CopyButton({ text, done, children }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  const isAwake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!isAwake) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setIsCopied(true));
  return (
    <Button type="button" variant="outline" size="sm" onClick={copy}>
      <span aria-live="polite">{isCopied ? done : children}</span>
    </Button>
  );
}
