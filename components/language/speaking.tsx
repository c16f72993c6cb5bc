import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import type { Language } from "@/lib/platform/languages";
import type fields from "@/messages/en/fields.json";
import type joining from "@/messages/en/joining.json";
import type roster from "@/messages/en/roster.json";
import type shell from "@/messages/en/shell.json";

/** What components that the browser draws may say: the same files in every language. */
export interface SpokenInBrowser {
  fields: typeof fields;
  joining: typeof joining;
  roster: typeof roster;
  shell: typeof shell;
}

interface SpeakingProps {
  language: Language;
  messages: SpokenInBrowser;
  children: ReactNode;
}

export function Speaking({ language, messages, children }: SpeakingProps) {
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
