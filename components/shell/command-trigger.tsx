"use client";

import { Search as SearchIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "#translations";
import type { PaletteContents } from "@/components/shell/palette-entries";
import { useCommandKey } from "@/components/shell/use-command-key";
import { failureOf, failureText } from "@/components/ui/failure";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/sonner";

/** Loaded at the first opening: until then the palette costs a page nothing. */
const loadPalette = () =>
  import("@/components/shell/command-palette").then((module) => module.CommandPalette);
const CommandPalette = dynamic(loadPalette, { ssr: false });

/** The search field of the top bar, and ⌘K or Ctrl+K from anywhere. */
export function CommandTrigger(palette: PaletteContents) {
  const t = useTranslations("shell.palette");
  const [isOpen, setIsOpen] = useState(false);
  const [isWanted, setIsWanted] = useState(false);
  const commandKey = useCommandKey();

  const toggle = useCallback(() => {
    setIsWanted(true);
    setIsOpen((wasOpen) => !wasOpen);
  }, []);

  useEffect(() => {
    function openOnShortcut(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      loadPalette().then(toggle, sayWhy);
    }
    document.addEventListener("keydown", openOnShortcut);
    return () => document.removeEventListener("keydown", openOnShortcut);
  }, [toggle]);

  return (
    <>
      <button
        type="button"
        onClick={() => loadPalette().then(toggle, sayWhy)}
        aria-haspopup="dialog"
        className="flex h-8 items-center gap-2 rounded-md text-muted-foreground text-sm hover:text-foreground max-md:size-11 max-md:justify-center md:w-72 md:border md:bg-card md:px-2.5 md:shadow-xs md:hover:border-foreground/30"
      >
        <SearchIcon aria-hidden className="size-4 shrink-0" />
        <span className="max-md:sr-only">{t("title")}</span>
        <Kbd aria-hidden className="ml-auto max-md:hidden">
          {commandKey}
        </Kbd>
      </button>
      {isWanted ? <CommandPalette isOpen={isOpen} onOpenChange={setIsOpen} {...palette} /> : null}
    </>
  );
}

function sayWhy(thrown: unknown) {
  const isOnline = navigator.onLine;
  toast.error(failureText(failureOf(thrown, { wasOnline: isOnline, isOnline })));
}
