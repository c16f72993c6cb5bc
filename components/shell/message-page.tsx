import type { ReactNode } from "react";
import { LogoMark } from "@/components/shell/logo";

type MessagePageProps = { code?: string; title: string; description: ReactNode; action?: ReactNode };

/** A whole page that says one thing: not found, something failed, not available. */
export function MessagePage({ code, title, description, action }: MessagePageProps) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center px-6 py-16">
      <div className="w-full max-w-md">
        <LogoMark className="mb-8 size-8" />
        {code ? <p className="mb-2 font-mono text-muted-foreground text-sm">{code}</p> : null}
        <h1 className="font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
        <div className="mt-2 text-pretty wrap-anywhere text-muted-foreground">{description}</div>
        {action ? <div className="mt-8 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </main>
  );
}
