import type { Language } from "@/lib/platform/languages";
import { de } from "./de";
import { en } from "./en";

/** Everything the product says, by language. For the server: a browser loads those of its own, see components/language. */
export const messages: Record<Language, typeof en> = { en, de };

// From here the compiler knows every key.
declare module "use-intl/core" {
  interface AppConfig {
    Locale: Language;
    Messages: typeof en;
  }
}
