"use client";

import { PanelLeft } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@/components/ui/sheet";
import { useSidebar } from "@/components/ui/sidebar/provider";
import { cn } from "@/lib/platform/cn";

type SidebarProps = ComponentProps<"div"> & {
  side?: "left" | "right";
  variant?: "sidebar" | "floating" | "inset";
  /** What closing leaves: nothing, a strip of icons; or it cannot be closed. */
  collapsible?: "offcanvas" | "icon" | "none";
};

/** Beside the page where there is room, a sheet over it on a phone. `left` is where reading begins. */
export function Sidebar({ collapsible = "offcanvas", side = "left", ...props }: SidebarProps) {
  const { isMobile } = useSidebar();
  if (collapsible === "none") return <FixedSidebar {...props} />;
  if (isMobile) return <SidebarSheet side={side} {...props} />;
  return <DeskSidebar side={side} collapsible={collapsible} {...props} />;
}

function FixedSidebar({ variant: _, className, ...props }: SidebarProps) {
  return (
    <div
      data-slot="sidebar"
      className={cn("flex h-full w-(--sidebar-width) flex-col bg-sidebar text-sidebar-foreground", className)}
      {...props}
    />
  );
}

function SidebarSheet({ side, variant: _, className, children, ...props }: SidebarProps) {
  const t = useTranslations("parts");
  const { openMobile, setOpenMobile } = useSidebar();
  return (
    <Sheet open={openMobile} onOpenChange={setOpenMobile}>
      <SheetContent
        data-sidebar="sidebar"
        data-slot="sidebar"
        data-mobile="true"
        side={side}
        showCloseButton={false}
        className={cn("w-72 gap-0 bg-sidebar p-0 text-sidebar-foreground", className)}
        {...props}
      >
        <SheetTitle className="sr-only">{t("sidebar")}</SheetTitle>
        <SheetDescription className="sr-only">{t("sidebarHint")}</SheetDescription>
        {children}
      </SheetContent>
    </Sheet>
  );
}

const gap =
  "w-(--sidebar-width) transition-[width] duration-200 group-data-[collapsible=offcanvas]:w-0 group-data-[collapsible=icon]:w-(--sidebar-width-icon)";

const container =
  "fixed inset-y-0 z-10 hidden h-svh w-(--sidebar-width) transition-[inset,width] duration-200 md:flex group-data-[collapsible=icon]:w-(--sidebar-width-icon) group-data-[collapsible=offcanvas]:invisible";

function DeskSidebar({
  side,
  variant = "sidebar",
  collapsible,
  className,
  children,
  ...props
}: SidebarProps) {
  const { state } = useSidebar();
  const isLoose = variant !== "sidebar";
  return (
    <div
      data-slot="sidebar"
      data-state={state}
      data-collapsible={state === "collapsed" ? collapsible : ""}
      data-variant={variant}
      data-side={side}
      className="group peer hidden text-sidebar-foreground md:block"
    >
      <div
        data-slot="sidebar-gap"
        className={cn(
          gap,
          isLoose && "group-data-[collapsible=icon]:w-[calc(var(--sidebar-width-icon)+1rem)]",
        )}
      />
      <div
        data-slot="sidebar-container"
        className={cn(
          container,
          side === "left"
            ? "start-0 group-data-[collapsible=offcanvas]:-start-(--sidebar-width)"
            : "end-0 group-data-[collapsible=offcanvas]:-end-(--sidebar-width)",
          isLoose && "p-2 group-data-[collapsible=icon]:w-[calc(var(--sidebar-width-icon)+1rem)]",
          !isLoose && (side === "left" ? "border-sidebar-border border-e" : "border-sidebar-border border-s"),
          className,
        )}
        {...props}
      >
        <div
          data-sidebar="sidebar"
          data-slot="sidebar-inner"
          className="flex size-full flex-col bg-sidebar group-data-[variant=floating]:rounded-lg group-data-[variant=floating]:border group-data-[variant=floating]:border-sidebar-border group-data-[variant=floating]:shadow-sm"
        >
          {children}
        </div>
      </div>
    </div>
  );
}

export function SidebarTrigger({ className, onClick, ...props }: ComponentProps<typeof Button>) {
  const t = useTranslations("parts");
  const { toggleSidebar } = useSidebar();
  return (
    <Button
      data-sidebar="trigger"
      data-slot="sidebar-trigger"
      variant="ghost"
      size="icon-sm"
      aria-label={t("toggleSidebar")}
      className={className}
      onClick={(event) => {
        onClick?.(event);
        toggleSidebar();
      }}
      {...props}
    >
      <PanelLeft aria-hidden className="rtl:rotate-180" />
    </Button>
  );
}

/** The sidebar's edge as a button for the mouse; the keyboard has `SidebarTrigger` and Ctrl or ⌘ with B. */
export function SidebarRail({ className, ...props }: ComponentProps<"button">) {
  const t = useTranslations("parts");
  const { toggleSidebar } = useSidebar();
  return (
    <button
      type="button"
      tabIndex={-1}
      data-sidebar="rail"
      data-slot="sidebar-rail"
      aria-label={t("toggleSidebar")}
      title={t("toggleSidebar")}
      onClick={toggleSidebar}
      className={cn(
        "visible absolute inset-y-0 z-20 hidden w-4 after:absolute after:inset-y-0 after:start-1/2 after:w-0.5 hover:after:bg-sidebar-border group-data-[side=left]:-end-4 group-data-[side=right]:-start-4 sm:flex",
        className,
      )}
      {...props}
    />
  );
}

/** The page beside the sidebar. */
export function SidebarInset({ className, ...props }: ComponentProps<"main">) {
  return (
    <main
      data-slot="sidebar-inset"
      className={cn(
        "relative flex w-full min-w-0 flex-1 flex-col bg-background md:peer-data-[variant=inset]:m-2 md:peer-data-[variant=inset]:rounded-xl md:peer-data-[variant=inset]:shadow-sm",
        className,
      )}
      {...props}
    />
  );
}
