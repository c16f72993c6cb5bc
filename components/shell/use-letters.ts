"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { useRouter } from "@/components/ui/use-router";

const storageKey = "letters";
const changed = "letters-changed";
/** Between the g and the letter after it. */
const patienceMs = 1_500;

/**
 * Single letters as shortcuts: ? asks for the list of them, a g and another one leads to a page. They can be turned off,
 * because who dictates types letters without meaning to (WCAG 2.1.4).
 */
export function useLetters(pages: { href: string; letter: string }[], onAsk: () => void) {
  const router = useRouter();
  const isOn = useSyncExternalStore(subscribe, isOnHere, () => true);

  const goTo = useEffectEvent((letter: string) => {
    const page = pages.find((one) => one.letter === letter);
    if (page) router.push(page.href);
    return page !== undefined;
  });
  const ask = useEffectEvent(onAsk);

  useEffect(() => {
    if (!isOn) return;
    let lastG = Number.NEGATIVE_INFINITY;
    function listen(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const isSecond = event.timeStamp - lastG < patienceMs;
      lastG = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === "?") ask();
      else if (!isSecond || !goTo(event.key)) return;
      event.preventDefault();
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [isOn]);

  return { isOn, setOn };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  return (
    isField || target.isContentEditable || document.querySelector("[role$=dialog][data-state=open]") !== null
  );
}

function isOnHere(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

function setOn(isOn: boolean): void {
  try {
    if (isOn) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, "off");
  } catch {
    // A browser that keeps nothing keeps the letters on.
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}
