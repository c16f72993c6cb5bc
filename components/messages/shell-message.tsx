"use client";

import { CircleAlert, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { HomeButton } from "@/components/messages/home-button";
import { PageBody } from "@/components/shell/page-body";

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

/** What stands in the place of a page, with the navigation still round it. */
export function ShellMessage({ icon, title, description, code, action }: ShellMessageProps) {
  const Icon = icons[icon];
  return (
    <PageBody width="narrow">
      <div className="grid justify-items-start gap-2 py-10 md:py-16">
        <span className="mb-3 grid size-11 place-items-center rounded-lg border bg-card text-muted-foreground shadow-xs">
          <Icon aria-hidden className="size-5" />
        </span>
        {code ? <p className="font-mono text-muted-foreground text-xs">{code}</p> : null}
        <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        <p className="max-w-lg text-pretty text-muted-foreground">{description}</p>
        <div className="mt-4 flex flex-wrap gap-2">{action ?? <HomeButton isWorkspace />}</div>
      </div>
    </PageBody>
  );
}
