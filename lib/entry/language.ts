import { headers } from "next/headers";
import { cache } from "react";
import { type Formats, formatsOf } from "@/lib/platform/formats";
import { defaultLanguage, type Language, preferredLanguage } from "@/lib/platform/languages";
import { type Namespace, type Translate, translate } from "@/lib/platform/translate";

/** What the reader of the page being drawn is spoken to in. */
export const currentLanguage = cache(
  async (): Promise<Language> =>
    preferredLanguage((await headers()).get("accept-language")) ?? defaultLanguage,
);

/** How the reader of the page is shown days, amounts and lists. */
export const currentFormats = cache(async (): Promise<Formats> => formatsOf(await currentLanguage()));

/** What a page says, once its language is known: `const t = await getTranslations("projects")`. */
export const getTranslations = async <const N extends Namespace>(namespace: N): Promise<Translate<N>> =>
  translate(await currentLanguage(), namespace);
