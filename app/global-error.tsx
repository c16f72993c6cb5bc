"use client";

import "@/app/globals.css";
import { useTranslations } from "#translations";
import { type Spoken, SpokenContext } from "@/components/language/spoken";
import { FailureButtons } from "@/components/messages/failure-buttons";
import { type PageError, usePageFailure } from "@/components/messages/page-failure";
import { MessagePage } from "@/components/shell/message-page";
import { defaultLanguage, type Language, preferredLanguage } from "@/lib/platform/languages";
import { productName } from "@/lib/platform/product";
import german from "@/messages/de/failures.json";
import english from "@/messages/en/failures.json";

// Carried along, for what broke may be the loading of a part.
const spoken: Record<Language, Spoken> = {
  en: { language: "en", messages: { failures: english } },
  de: { language: "de", messages: { failures: german } },
};

type GlobalErrorProps = { error: PageError; retry: () => void };

/** Replaces the root layout when that one fails, so it brings its own document and its own words. */
export default function GlobalError(props: GlobalErrorProps) {
  const language =
    (typeof navigator === "undefined" ? null : preferredLanguage(navigator.language)) ?? defaultLanguage;
  return (
    <html lang={language}>
      <body>
        <SpokenContext value={spoken[language]}>
          <Failure {...props} />
        </SpokenContext>
      </body>
    </html>
  );
}

function Failure({ error, retry }: GlobalErrorProps) {
  const t = useTranslations("failures");
  return (
    <>
      <title>{t("documentTitle", { product: productName })}</title>
      <MessagePage {...usePageFailure(error)} action={<FailureButtons retry={retry} />} />
    </>
  );
}
