/** What the product speaks. The first is what it speaks to who asks for none of them. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export const defaultLanguage: Language = languages[0];

/** As each calls itself: whoever looks for theirs may read no other. */
export const languageNames: Record<Language, string> = { en: "English", de: "Deutsch" };

export const isLanguage = (text: unknown): text is Language => languages.some((one) => one === text);

/** `"fr-CH, de-AT;q=0.9, en;q=0.8"` is German: the first of ours in the reader's own order. Null where it names none. */
export function preferredLanguage(acceptLanguage: string | null): Language | null {
  const wanted = (acceptLanguage ?? "").split(",").map((part) => {
    const [tag = "", ...params] = part.trim().split(";");
    const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find(Boolean);
    return { base: tag.toLowerCase().split("-")[0], quality: Number(quality ?? 1) };
  });
  const order = wanted.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  return order.map(({ base }) => base).find(isLanguage) ?? null;
}
