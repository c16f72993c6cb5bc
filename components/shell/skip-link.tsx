import { useTranslations } from "#translations";

/** The first stop of the Tab key: past the navigation, to the page. Its target is `<main id="content">`. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#content"
      className="sr-only z-60 rounded-md bg-primary px-4 py-2.5 font-medium text-primary-foreground text-sm focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      {t("skip")}
    </a>
  );
}
