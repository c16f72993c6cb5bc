import { sessionNotes } from "@/components/ui/session-note";

export interface RecentEntry {
  href: string;
  label: string;
}

const mostKept = 5;

/**
 * What somebody opened from the palette, newest first. Kept by the tab and under their own name: the next one at this
 * browser must not read what a project of theirs is called.
 */
export function recentOf(person: string): RecentEntry[] {
  const kept = sessionNotes.read(keyOf(person));
  if (!kept) return [];
  const entries = parsed(kept);
  return Array.isArray(entries) ? entries.filter(isEntry) : [];
}

export function rememberRecent(person: string, entry: RecentEntry): void {
  const others = recentOf(person).filter(({ href }) => href !== entry.href);
  sessionNotes.write(keyOf(person), JSON.stringify([entry, ...others].slice(0, mostKept)));
}

const keyOf = (person: string): string => `recent:${person}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isEntry = (one: unknown): one is RecentEntry =>
  typeof one === "object" &&
  one !== null &&
  "href" in one &&
  "label" in one &&
  typeof one.href === "string" &&
  typeof one.label === "string";
