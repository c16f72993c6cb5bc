import { deeds, type Item, settingsPages, workPages } from "@/components/shell/navigation-items";
import type { Searches, ShellViewer, WorkspaceLink } from "@/components/shell/shell-types";

export interface PaletteContents {
  viewer: ShellViewer;
  isReadOnly: boolean;
  workspaces: WorkspaceLink[];
  searches: Searches;
}

/** What the palette knows without asking the server: pages, settings, what can be begun, other workspaces. */
export function entriesOf({ viewer: { may }, isReadOnly, workspaces }: Omit<PaletteContents, "searches">) {
  const isAllowed = ({ permission }: Item) => may.includes(permission);
  return {
    deeds: isReadOnly ? [] : deeds.filter(isAllowed),
    pages: workPages.filter(isAllowed),
    settings: settingsPages.filter(isAllowed),
    workspaces: workspaces.filter(({ isCurrent }) => !isCurrent),
  };
}

/** Whether each word that was typed begins a word of the label, in whatever order. */
export function isMatch(label: string, typed: string): boolean {
  const words = wordsOf(label);
  return wordsOf(typed).every((part) => words.some((word) => word.startsWith(part)));
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
