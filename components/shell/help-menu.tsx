import { CircleHelp, Keyboard, Mail } from "lucide-react";
import { useTranslations } from "#translations";
import { rowClasses } from "@/components/shell/navigation";
import { menuItemClasses, ShellMenu } from "@/components/shell/shell-menu";
import { shortcutsId } from "@/components/shell/shortcuts";
import { Kbd } from "@/components/ui/kbd";

/** At the foot of the sidebar: what helps where the page itself does not. */
export function HelpMenu({ contact }: { contact: string }) {
  const t = useTranslations("shell.help");
  return (
    <ShellMenu
      id="help-menu"
      className="bottom-25 touch:bottom-28"
      triggerClassName={rowClasses}
      trigger={
        <>
          <CircleHelp aria-hidden className="size-4 shrink-0 opacity-75" />
          {t("title")}
        </>
      }
    >
      <button type="button" popoverTarget={shortcutsId} className={menuItemClasses}>
        <Keyboard aria-hidden />
        <span className="flex-1">{t("shortcuts")}</span>
        <Kbd aria-hidden>{"?"}</Kbd>
      </button>
      <a href={`mailto:${contact}`} className={menuItemClasses}>
        <Mail aria-hidden />
        {t("contact")}
      </a>
    </ShellMenu>
  );
}
