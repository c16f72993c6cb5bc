import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { Logo } from "@/components/shell/logo";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { Link } from "@/components/ui/link";
import { Toaster } from "@/components/ui/sonner";
import { productName } from "@/lib/platform/product";

type AuthShellProps = {
  title: string;
  description?: ReactNode;
  /** Set on a workspace's host: its name stands where the product's would. */
  workspaceName?: string;
  /** Its logo's address, but for the size. */
  workspacePicture?: string | null;
  /** Below the card: the way to the other form. */
  footer?: ReactNode;
  children: ReactNode;
};

/** One centred card: signing in, signing up, resetting a password, accepting an invitation. */
export function AuthShell({
  title,
  description,
  workspaceName,
  workspacePicture,
  footer,
  children,
}: AuthShellProps) {
  const t = useTranslations("shell");
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto] bg-sidebar text-sm">
      <header className="flex justify-end p-3">
        <ThemeToggle />
      </header>
      <main id="content" className="mx-auto w-full max-w-[25rem] self-center px-4 py-6">
        <div className="mb-6 flex justify-center">
          {workspaceName ? <WorkspaceBrand name={workspaceName} picture={workspacePicture} /> : <SiteBrand />}
        </div>
        <div className="rounded-xl border bg-card p-6 shadow-md sm:p-8">
          <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
          {description ? (
            <p className="mt-1.5 text-pretty text-muted-foreground text-sm">{description}</p>
          ) : null}
          <div className="mt-6">{children}</div>
        </div>
        {footer ? <div className="mt-5 text-center text-muted-foreground text-sm">{footer}</div> : null}
      </main>
      <footer className="p-4 text-center text-muted-foreground text-xs">
        {workspaceName ? t("runsOn", { product: productName }) : t("claim")}
      </footer>
      <Toaster />
    </div>
  );
}

function WorkspaceBrand({ name, picture }: { name: string; picture?: string | null }) {
  return (
    <Link href="/" className="flex max-w-full items-center gap-3 rounded-md font-semibold touch:min-h-11">
      <IdentityAvatar name={name} picture={picture} shape="square" className="size-9 text-sm" />
      <span className="min-w-0 wrap-anywhere">{name}</span>
    </Link>
  );
}

function SiteBrand() {
  return (
    <Link href="/" className="flex items-center rounded-md touch:min-h-11">
      <Logo className="text-lg" />
    </Link>
  );
}
