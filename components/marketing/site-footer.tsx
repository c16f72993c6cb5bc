import { siteLinks } from "@/components/marketing/site-links";
import { Logo } from "@/components/shell/logo";
import { Link } from "@/components/ui/link";

const columns = [
  {
    title: "Product",
    links: [
      { href: siteLinks.features, label: "What it does" },
      { href: siteLinks.pricing, label: "Pricing" },
      { href: siteLinks.questions, label: "Questions" },
    ],
  },
  {
    title: "Your workspace",
    links: [
      { href: siteLinks.signUp, label: "Create a workspace" },
      { href: siteLinks.signIn, label: "Sign in" },
      { href: siteLinks.findWorkspace, label: "Find your workspace" },
    ],
  },
];

export function SiteFooter() {
  return (
    <footer className="border-t bg-sidebar">
      <div className="mx-auto grid max-w-6xl gap-10 px-5 py-14 md:grid-cols-[1fr_auto_auto] md:gap-20 md:px-8">
        <div>
          <Logo />
          <p className="mt-3 max-w-xs text-muted-foreground text-sm">
            A workspace of its own for every company.
          </p>
        </div>
        {columns.map(({ title, links }) => (
          <nav key={title} aria-label={title}>
            <p className="font-medium text-sm">{title}</p>
            <ul className="mt-2 text-muted-foreground text-sm">
              {links.map(({ href, label }) => (
                <li key={href}>
                  <Link href={href} className="inline-flex h-8 items-center hover:text-foreground touch:h-11">
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  );
}
