"use client";

import {
  type ComponentProps,
  type CSSProperties,
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { useIsMobile } from "@/components/hooks/use-mobile";
import { cn } from "@/lib/platform/cn";

interface SidebarState {
  state: "expanded" | "collapsed";
  open: boolean;
  setOpen: (open: boolean) => void;
  openMobile: boolean;
  setOpenMobile: (open: boolean) => void;
  isMobile: boolean;
  toggleSidebar: () => void;
}

const SidebarContext = createContext<SidebarState | null>(null);

/** Whether the sidebar around here is open, and what opens and closes it. */
export function useSidebar(): SidebarState {
  const sidebar = useContext(SidebarContext);
  if (!sidebar) throw new Error("useSidebar needs a SidebarProvider around it.");
  return sidebar;
}

const widths = { "--sidebar-width": "16rem", "--sidebar-width-icon": "3rem" };

type SidebarProviderProps = ComponentProps<"div"> & {
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/**
 * Stands around a sidebar and the page beside it; Ctrl or ⌘ with B opens and closes it. Nothing remembers how it was left:
 * who wants that passes `open` and `onOpenChange`.
 */
export function SidebarProvider({
  defaultOpen = true,
  open: given,
  onOpenChange,
  className,
  style,
  ...props
}: SidebarProviderProps) {
  const isMobile = useIsMobile();
  const [openMobile, setOpenMobile] = useState(false);
  const [own, setOwn] = useState(defaultOpen);
  const open = given ?? own;

  function setOpen(next: boolean) {
    setOwn(next);
    onOpenChange?.(next);
  }

  function toggleSidebar() {
    if (isMobile) setOpenMobile(!openMobile);
    else setOpen(!open);
  }

  useToggleKey(toggleSidebar);

  return (
    <SidebarContext
      value={{
        state: open ? "expanded" : "collapsed",
        open,
        setOpen,
        openMobile,
        setOpenMobile,
        isMobile,
        toggleSidebar,
      }}
    >
      <div
        data-slot="sidebar-wrapper"
        style={{ ...widths, ...style } as CSSProperties}
        className={cn(
          "group/sidebar-wrapper flex min-h-svh w-full has-data-[variant=inset]:bg-sidebar",
          className,
        )}
        {...props}
      />
    </SidebarContext>
  );
}

function useToggleKey(toggle: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "b" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
