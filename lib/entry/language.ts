import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import type { Region } from "@/lib/core/context";
import { type Formats, formatsOf } from "@/lib/platform/formats";
import { defaultLanguage, type Language, preferredLanguage } from "@/lib/platform/languages";
import { type MessageKey, said } from "@/lib/platform/said";
import { type Namespace, speak, type Translate, translate } from "@/lib/platform/translate";
import { currentSession } from "./context";
import { currentPlace } from "./place";

/** What the reader of the page being drawn is spoken to in. */
export const currentLanguage = cache(async (): Promise<Language> => {
  const { language } = await currentRegion();
  return language ?? preferredLanguage((await headers()).get("accept-language")) ?? defaultLanguage;
});

/** The IANA zone whose clocks the reader goes by. */
export const currentTimeZone = async (): Promise<string> => (await currentRegion()).timeZone ?? "UTC";

/** What the person has chosen; what they have not, as their workspace has it. */
const currentRegion = cache(async (): Promise<Region> => {
  const [session, place] = await Promise.all([currentSession(), currentPlace()]).catch(noneKnown);
  const chosen = session?.user.region;
  const here = place?.tenant?.region;
  return {
    language: chosen?.language ?? here?.language ?? null,
    timeZone: chosen?.timeZone ?? here?.timeZone ?? null,
  };
});

/** Also the page that says that our systems are away is said in some language. */
const noneKnown = (): [null, null] => [null, null];

/** How the reader of the page is shown days, amounts and lists. */
export const currentFormats = cache(async (): Promise<Formats> => {
  const [language, { timeZone }] = await Promise.all([currentLanguage(), currentRegion()]);
  return formatsOf(language, timeZone ?? undefined);
});

/** What a page says, once its language is known: `const t = await getTranslations("projects")`. */
export const getTranslations = async <const N extends Namespace>(namespace: N): Promise<Translate<N>> =>
  translate(await currentLanguage(), namespace);

/** A page's title: `export const generateMetadata = titled("auth.signIn.title")`. */
export const titled = (key: MessageKey) => async (): Promise<Metadata> => ({
  title: speak(await currentLanguage(), said(key)),
});
