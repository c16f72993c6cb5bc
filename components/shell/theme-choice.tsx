"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { useTranslations } from "#translations";

const choices = [
  { value: "system", Icon: Monitor },
  { value: "light", Icon: Sun },
  { value: "dark", Icon: Moon },
] as const;

/** System, light or dark as three radios in a row. */
export function ThemeChoice() {
  const t = useTranslations("shell.theme");
  const { theme, setTheme } = useTheme();
  const isInBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return (
    <fieldset className="flex items-center gap-1 px-1 py-1">
      <legend className="sr-only">{t("legend")}</legend>
      {choices.map(({ value, Icon }) => (
        <label
          key={value}
          className="flex h-8 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-md text-muted-foreground text-xs hover:text-foreground has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 touch:h-11"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            className="sr-only"
            checked={isInBrowser && theme === value}
            onChange={() => setTheme(value)}
          />
          <Icon aria-hidden className="size-3.5" />
          {t(value)}
        </label>
      ))}
    </fieldset>
  );
}

/** The stored theme is known in the browser only; until then no radio is ticked. */
function subscribeToNothing() {
  return () => {};
}
