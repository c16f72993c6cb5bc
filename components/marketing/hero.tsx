import { ArrowRight } from "lucide-react";
import { ProductPicture } from "@/components/marketing/product-picture";
import { siteLinks } from "@/components/marketing/site-links";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { essentialsOf, listInWords } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";

export function Hero() {
  return (
    <section className="relative overflow-hidden">
      <FloorPlan />
      <div className="relative mx-auto max-w-6xl px-5 pt-16 md:px-8 md:pt-28">
        <h1 className="max-w-4xl font-semibold text-[2.75rem] leading-[1.02] tracking-[-0.042em] sm:text-6xl md:text-[4.75rem]">
          A workspace of its own for every company.
        </h1>
        <p className="mt-6 max-w-xl text-pretty text-lg text-muted-foreground md:text-xl md:leading-8">
          Sign up and move in: your own address, your own people, your own plan. Your data is kept apart by
          the database itself.
        </p>
        <div className="mt-9 flex flex-wrap gap-3">
          <Button asChild size="lg">
            <Link href={siteLinks.signUp}>
              Create a workspace
              <ArrowRight aria-hidden />
            </Link>
          </Button>
          <Button asChild size="lg" variant="outline">
            <Link href={siteLinks.pricing}>See pricing</Link>
          </Button>
        </div>
        <p className="mt-5 text-muted-foreground text-sm">
          Free for {listInWords(essentialsOf(plans.free))}. No card needed.
        </p>
        <ProductPicture />
      </div>
    </section>
  );
}

/** Rooms on a plan, fading out: hairlines only, drawn by the browser. */
function FloorPlan() {
  return (
    <div
      aria-hidden
      className="absolute inset-0 bg-[linear-gradient(to_right,var(--border)_1px,transparent_1px),linear-gradient(to_bottom,var(--border)_1px,transparent_1px)] bg-[size:5.5rem_5.5rem] bg-[position:calc(50%-2.75rem)_-1px] [mask-image:radial-gradient(60rem_36rem_at_75%_0%,black,transparent)]"
    />
  );
}
