import { Menu } from "lucide-react";
import { useTranslations } from "#translations";
import { siteLinks } from "@/components/marketing/site-links";
import { Logo } from "@/components/shell/logo";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { Button, buttonVariants } from "@/components/ui/button";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/platform/cn";

const pages = [
  { href: siteLinks.features, label: "Product" },
  { href: siteLinks.pricing, label: "Pricing" },
  { href: siteLinks.questions, label: "Questions" },
];
const doors = [
  { href: siteLinks.findWorkspace, label: "Find your workspace" },
  { href: siteLinks.signIn, label: "Sign in" },
];

/** Who is signed in at the root domain; nobody where it is left out. */
type Viewed = { viewer?: { name: string; email: string } };

export function SiteHeader({ viewer }: Viewed) {
  return (
    <header className="sticky top-0 z-30 border-b bg-background/85 backdrop-blur-md">
      <div className="mx-auto flex h-15 max-w-6xl items-center gap-2 px-5 md:px-8">
        <Link href={siteLinks.home} className="mr-6 flex items-center rounded-md touch:min-h-11">
          <Logo />
        </Link>
        <nav aria-label="Main" className="hidden flex-1 items-center md:flex">
          <HeaderLinks links={pages} />
          {viewer ? null : (
            <span className="ml-auto flex items-center">
              <HeaderLinks links={doors} />
            </span>
          )}
        </nav>
        <ThemeToggle className="ml-auto md:ml-0" />
        {viewer ? (
          <YourWorkspaces viewer={viewer} />
        ) : (
          <Button asChild size="sm" className="max-md:hidden">
            <Link href={siteLinks.signUp}>Create a workspace</Link>
          </Button>
        )}
        <PhoneMenu viewer={viewer} />
      </div>
    </header>
  );
}

/** The way back in, with who is signed in. */
function YourWorkspaces({ viewer: { name, email } }: Required<Viewed>) {
  const t = useTranslations("onboarding.workspaces");
  return (
    <Button asChild size="sm" variant="outline" className="max-md:hidden">
      <Link href={siteLinks.workspaces} title={t("signedInAs", { email })}>
        <IdentityAvatar name={name} className="-ml-1 size-5 text-[0.5625rem]" />
        {t("title")}
      </Link>
    </Button>
  );
}

function HeaderLinks({ links }: { links: typeof pages }) {
  return links.map(({ href, label }) => (
    <Link
      key={href}
      href={href}
      className="inline-flex h-9 items-center rounded-md px-3 text-muted-foreground text-sm hover:text-foreground touch:h-11"
    >
      {label}
    </Link>
  ));
}

/** The browser's own popover, so the menu opens without JavaScript. */
function PhoneMenu({ viewer }: Viewed) {
  const t = useTranslations("onboarding.workspaces");
  return (
    <div className="md:hidden">
      <button
        type="button"
        popoverTarget="site-menu"
        aria-label="Open menu"
        className={buttonVariants({ variant: "ghost", size: "icon" })}
      >
        <Menu aria-hidden />
      </button>
      <nav
        id="site-menu"
        popover="auto"
        aria-label="Main"
        className="fixed inset-x-3 top-16 bottom-auto m-0 w-auto rounded-xl border bg-popover p-2 text-popover-foreground shadow-lg open:animate-rise-in"
      >
        {[...pages, ...(viewer ? [] : doors)].map(({ href, label }) => (
          <a key={href} href={href} className="flex h-12 items-center rounded-md px-3 hover:bg-accent">
            {label}
          </a>
        ))}
        <a
          href={viewer ? siteLinks.workspaces : siteLinks.signUp}
          className={cn(buttonVariants(), "mt-2 w-full")}
        >
          {viewer ? t("title") : "Create a workspace"}
        </a>
      </nav>
    </div>
  );
}
