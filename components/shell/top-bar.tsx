import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { CommandTrigger } from "@/components/shell/command-trigger";
import type { Command, Search } from "@/components/shell/shell-types";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/platform/cn";

type TopBarProps = { workspaceName: string; search: Search; commands: Command[]; actions?: ReactNode };

export function TopBar({ workspaceName, search, commands, actions }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-b bg-background/90 px-2 backdrop-blur-sm md:px-8">
      <button
        type="button"
        popoverTarget="navigation"
        aria-label="Open navigation"
        className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "md:hidden")}
      >
        <Menu aria-hidden />
      </button>
      <span className="min-w-0 flex-1 truncate font-semibold text-sm md:hidden">{workspaceName}</span>
      <CommandTrigger search={search} commands={commands} />
      <div className="flex items-center gap-1 md:ml-auto">{actions}</div>
    </header>
  );
}
