// `#translations` is this file in the browser and what is drawn for it, and translations.server.ts in server components.
export { useFormats, useTranslations } from "@/components/language/spoken";
