import { useLocale, useTimeZone } from "use-intl/react";
import { type Formats, formatsOf } from "@/lib/platform/formats";

// `#translations` is this file in the browser and what is drawn for it, and translations.server.ts in server components.
/** What a component says: `const t = useTranslations("projects")`, then `t("archive")`. */
export { useTranslations } from "use-intl/react";

/** How a component writes days, amounts and lists. */
export const useFormats = (): Formats => formatsOf(useLocale(), useTimeZone());
