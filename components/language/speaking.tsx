import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import type { Language } from "@/lib/platform/languages";
import type english from "@/messages/en/shell.json";

/** What components that the browser draws may say: the same files in every language. */
export interface SpokenInBrowser {
  shell: typeof english;
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
