"use client";

import { useEffect } from "react";
import { takeArrival } from "@/components/ui/arrival";
import { focusPage, focusPlaceOf, isGone, type Place, restoreFocus } from "@/components/ui/focus-place";

/**
 * Keeps the keyboard where it was: when what had the focus goes (a row, a dialog, a form after its deed, the page before
 * this one), the nearest thing that is left takes it. A browser would send it back to the top of the document.
 */
export function FocusKeeper() {
  useEffect(() => {
    if (takeArrival() && isNowhere(document.activeElement)) focusPage();
    return keepFocus();
  }, []);
  return null;
}

const overlays = "[role=dialog], [role=alertdialog], [role=menu], [data-slot=toasts]";
const openDialogs = "[role$=dialog][data-state=open]";

function keepFocus(): () => void {
  let last: HTMLElement | null = null;
  // What stands in an overlay goes with it; the place to come back to is where it was opened.
  let home: Place | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The outline of a page has no heading, so the landmark round it holds the focus until the page is there.
  let isHeldOpen = false;
  const hasArrived = () => isHeldOpen && document.activeElement?.matches("main:not([aria-busy])") === true;

  function remember({ target }: Pick<FocusEvent, "target">) {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    last = target;
    if (!target.closest(overlays)) home = focusPlaceOf(target);
  }

  function check() {
    if (hasArrived()) focusPage();
    else putBack();
    isHeldOpen = document.activeElement?.matches("main[aria-busy]") ?? false;
  }

  function putBack() {
    // An open dialog keeps the focus inside by itself; a click beside everything is somebody's wish.
    const isWished = last === null || (!isGone(last) && !isIdleToasts(document.activeElement));
    if (!isNowhere(document.activeElement) || isWished || document.querySelector(openDialogs)) return;
    if (home) restoreFocus(home);
    else focusPage();
  }

  // Dialogs and menus give the focus back by themselves, a moment after they are gone.
  function checkSoon() {
    clearTimeout(timer);
    timer = setTimeout(check, 30);
  }

  // Somebody may have been quicker than these scripts.
  remember({ target: document.activeElement });
  const observer = new MutationObserver(
    () => (isNowhere(document.activeElement) || hasArrived()) && checkSoon(),
  );
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["disabled", "aria-busy"],
  });
  document.addEventListener("focusin", remember);
  document.addEventListener("focusout", checkSoon);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", remember);
    document.removeEventListener("focusout", checkSoon);
  };
}

const isNowhere = (element: Element | null): boolean =>
  element === null || element === document.body || isIdleToasts(element);

/** A toast that is dismissed leaves the focus with the corner where toasts appear. */
const isIdleToasts = (element: Element | null): boolean =>
  element?.matches("[data-slot=toasts]:not(:has([data-slot=toast]))") ?? false;
