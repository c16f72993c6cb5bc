"use client";

import { CircleAlert, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { HomeButton } from "@/components/messages/home-button";

const icons = { missing: SearchX, locked: Lock, failed: CircleAlert };

export type ShellMessageProps = {
  icon: keyof typeof icons;
  title: string;
  description: string;
  /** A status code, or the reference of a failure. */
  code?: string;
  /** The way on; where nothing is said, back to the dashboard. */
  action?: ReactNode;
};

/** What stands in the place of a page, in the middle of it, with the navigation still round it. */
export function ShellMessage({ icon, title, description, code, action }: ShellMessageProps) {
  const Icon = icons[icon];
  return (
    <div className="grid min-h-[calc(100dvh-3.25rem)] place-items-center px-4 pt-8 pb-24 text-center">
      <div className="grid max-w-md justify-items-center gap-2">
        <span className="mb-3 grid size-11 place-items-center rounded-lg border bg-card text-muted-foreground shadow-xs">
          <Icon aria-hidden className="size-5" />
        </span>
        {code ? <p className="font-mono text-muted-foreground text-xs">{code}</p> : null}
        <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        <p className="text-pretty text-muted-foreground">{description}</p>
        <div className="mt-4 flex flex-wrap justify-center gap-2">{action ?? <HomeButton isWorkspace />}</div>
      </div>
    </div>
  );
}
