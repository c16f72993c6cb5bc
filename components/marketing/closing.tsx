import { siteLinks } from "@/components/marketing/site-links";
import { LogoMark } from "@/components/shell/logo";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** The last word of a marketing page. */
export function Closing() {
  return (
    <section className="border-t bg-sidebar">
      <div className="mx-auto flex max-w-6xl flex-col items-start px-5 py-20 md:px-8 md:py-28">
        <LogoMark className="size-10" />
        <h2 className="mt-8 max-w-2xl font-semibold text-4xl leading-[1.05] tracking-[-0.035em] md:text-6xl">
          Your company’s door is open.
        </h2>
        <div className="mt-9 flex flex-wrap gap-3">
          <Button asChild size="lg">
            <Link href={siteLinks.signUp}>Create a workspace</Link>
          </Button>
          <Button asChild size="lg" variant="outline">
            <Link href={siteLinks.findWorkspace}>Find your workspace</Link>
          </Button>
        </div>
      </div>
    </section>
  );
}
