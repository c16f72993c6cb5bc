import { type ReactNode, useMemo } from "react";
import { SpokenContext } from "@/components/language/spoken";
import type { Language } from "@/lib/platform/languages";
import type danger from "@/messages/en/danger.json";
import type failures from "@/messages/en/failures.json";
import type fields from "@/messages/en/fields.json";
import type joining from "@/messages/en/joining.json";
import type lists from "@/messages/en/lists.json";
import type parts from "@/messages/en/parts.json";
import type problems from "@/messages/en/problems.json";
import type projects from "@/messages/en/projects.json";
import type roles from "@/messages/en/roles.json";
import type roster from "@/messages/en/roster.json";
import type shell from "@/messages/en/shell.json";
import type toast from "@/messages/en/toast.json";

/** What components that the browser draws may say: the same files in every language. */
export interface SpokenInBrowser {
  danger: typeof danger;
  failures: typeof failures;
  fields: typeof fields;
  joining: typeof joining;
  lists: typeof lists;
  parts: typeof parts;
  problems: typeof problems;
  projects: typeof projects;
  roles: typeof roles;
  roster: typeof roster;
  shell: typeof shell;
  toast: typeof toast;
}

interface SpeakingProps {
  language: Language;
  messages: SpokenInBrowser;
  children: ReactNode;
}

export function Speaking({ language, messages, children }: SpeakingProps) {
  const spoken = useMemo(() => ({ language, messages }), [language, messages]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}
