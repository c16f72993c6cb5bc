import { Link } from "@/components/ui/link";
import { plans } from "@/lib/entitlements/plans";

/** The plan that is not bought with a click. */
export const QuoteOffer = ({ href }: { href: string }) => (
  <p className="text-pretty text-sm">
    <strong className="font-medium">{plans.enterprise.name}.</strong> {plans.enterprise.tagline}{" "}
    <Link href={href} className="text-brand underline-offset-4 hover:underline">
      Ask for a quote
    </Link>
  </p>
);
