import { use } from "react";
import { currentFormats, currentLanguage } from "@/lib/entry/language";
import type { Formats } from "@/lib/platform/formats";
import { type Namespace, type Translate, translate } from "@/lib/platform/translate";

/** As in the browser's half, for a component that is drawn on the server; an async one awaits `getTranslations`. */
export const useTranslations = <const N extends Namespace>(namespace: N): Translate<N> =>
  translate(use(currentLanguage()), namespace);

/** The same for what is no sentence; an async component awaits `getFormats`. */
export const useFormats = (): Formats => use(currentFormats());
