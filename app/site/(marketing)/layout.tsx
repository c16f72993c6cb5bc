import type { ReactNode } from "react";
import { SiteFooter } from "@/components/marketing/site-footer";
import { SiteHeader } from "@/components/marketing/site-header";
import { SkipLink } from "@/components/shell/skip-link";
import { currentSession } from "@/lib/entry/context";

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  return (
    <>
      <SkipLink />
      <SiteHeader viewer={session?.user} />
      <main id="content" tabIndex={-1} className="outline-none">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
