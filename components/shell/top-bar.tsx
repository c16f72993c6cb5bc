import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { CommandTrigger } from "@/components/shell/command-trigger";
import type { PaletteContents } from "@/components/shell/palette-entries";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/platform/cn";

/** `title` stands on a phone alone, where the sidebar is out of sight. */
type TopBarProps = { title: string; palette: PaletteContents; actions?: ReactNode };

export function TopBar({ title, palette, actions }: TopBarProps) {
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-b bg-background/90 px-2 backdrop-blur-sm md:px-8">
      <button
        type="button"
        popoverTarget="navigation"
        aria-label={t("openNavigation")}
        className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "md:hidden")}
      >
        <Menu aria-hidden />
      </button>
      <span className="min-w-0 flex-1 truncate font-semibold text-sm md:hidden">{title}</span>
      <CommandTrigger {...palette} />
      <div className="flex items-center gap-1 md:ml-auto">{actions}</div>
    </header>
  );
}
