"use client";

import { X } from "lucide-react";
import type { ReactNode, ToggleEvent } from "react";
import { useTranslations } from "#translations";
import { type Item, settingsEntry, workPages } from "@/components/shell/navigation-items";
import { useCommandKey } from "@/components/shell/use-command-key";
import { useLetters } from "@/components/shell/use-letters";
import { Kbd } from "@/components/ui/kbd";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import type { Permission } from "@/lib/core/permissions";

export const shortcutsId = "shortcuts";

/** What the keyboard can do, and the switch that keeps single letters for whoever speaks to their computer. */
export function Shortcuts({ may }: { may: Permission[] }) {
  const t = useTranslations("shell");
  const commandKey = useCommandKey();
  const pages = [...workPages, settingsEntry].filter(
    (one): one is Item & { letter: string } => may.includes(one.permission) && one.letter !== undefined,
  );
  const { isOn, setOn } = useLetters(pages, () => document.getElementById(shortcutsId)?.showPopover());
  return (
    <div
      id={shortcutsId}
      popover="auto"
      role="dialog"
      aria-labelledby="shortcuts-title"
      tabIndex={-1}
      onToggle={takeFocus}
      className="fixed inset-0 m-auto h-fit max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-sm overflow-y-auto rounded-xl border bg-popover p-6 text-popover-foreground text-sm shadow-lg outline-none backdrop:bg-black/40 open:animate-rise-in"
    >
      <h2 id="shortcuts-title" className="font-semibold text-base tracking-[-0.01em]">
        {t("help.shortcuts")}
      </h2>
      <button
        type="button"
        popoverTarget={shortcutsId}
        popoverTargetAction="hide"
        aria-label={t("close")}
        className="absolute top-3.5 right-3.5 inline-grid size-8 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground touch:top-2 touch:right-2 touch:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
      <dl className="mt-4 grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2.5">
        <Line does={t("palette.title")} keys={[commandKey]} />
        <Line does={t("help.shortcuts")} keys={["?"]} />
        {pages.map(({ href, name, letter }) => (
          <Line
            key={href}
            does={t("help.goTo", { page: t(`pages.${name}`) })}
            keys={["G", letter.toUpperCase()]}
          />
        ))}
      </dl>
      <div className="mt-5 flex items-center gap-3 border-t pt-4 touch:min-h-11">
        <NativeCheckbox
          id="letters"
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        <label htmlFor="letters">{t("help.letters")}</label>
      </div>
    </div>
  );
}

function Line({ does, keys }: { does: ReactNode; keys: string[] }) {
  return (
    <>
      <dt>{does}</dt>
      <dd className="flex justify-end gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </>
  );
}

/** The keyboard goes on inside; Escape gives it back, which is the browser's own doing. */
function takeFocus({ newState, currentTarget }: ToggleEvent<HTMLElement>) {
  if (newState === "open") currentTarget.focus();
}
