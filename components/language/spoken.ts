import { createContext, useContext, useMemo } from "react";
import { createTranslator, type Messages } from "use-intl/core";
import { type Formats, formatsOf } from "@/lib/platform/formats";
import { defaultLanguage, type Language } from "@/lib/platform/languages";
import type { Namespace, Translate } from "@/lib/platform/translate";
import failures from "@/messages/en/failures.json";
import problems from "@/messages/en/problems.json";

export interface Spoken {
  language: Language;
  /** As many of all messages as the browser was given. */
  messages: Partial<Messages>;
}

/**
 * What the components below are said in. Where nothing provides it, what went wrong can still be told: Next draws the page of
 * some failures without any layout.
 */
export const SpokenContext = createContext<Spoken>({
  language: defaultLanguage,
  messages: { failures, problems },
});

/** What a component says: `const t = useTranslations("projects")`, then `t("archive")`. */
export function useTranslations<const N extends Namespace>(namespace: N): Translate<N> {
  const { language, messages } = useContext(SpokenContext);
  return useMemo(
    () =>
      createTranslator<Messages, N>({
        ...{ locale: language, messages: messages as Messages, namespace, timeZone: "UTC" },
      }),
    [language, messages, namespace],
  );
}

/** How a component writes days, amounts and lists. */
export const useFormats = (): Formats => formatsOf(useContext(SpokenContext).language);
