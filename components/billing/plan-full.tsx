import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Allowance } from "@/lib/entitlements/allowance";
import {
  amountOf,
  capitalized,
  featureWords,
  makingRoom,
  withAlsoCounted,
} from "@/lib/entitlements/plan-words";

type PlanFullProps = {
  allowance: Allowance;
  /** Null for who may not choose the plan. */
  billingHref: string | null;
};

/**
 * Stands where the button to add one would: says that the plan holds no further one, or fewer than there are, before somebody
 * has tried in vain, and what to do about it.
 */
export function PlanFull({ allowance, billingHref }: PlanFullProps) {
  const { feature, planName, limit, isOver } = allowance;
  const words = featureWords[feature];
  const included = `The ${planName} plan includes ${amountOf(limit, words)}`;
  return (
    <Alert
      variant="warning"
      title={isOver ? `${included}, so the newer ones are read-only` : withAlsoCounted(included, words)}
      action={
        billingHref ? (
          <Button asChild size="sm" variant="outline">
            <Link href={billingHref}>See plans</Link>
          </Button>
        ) : null
      }
    >
      {isOver
        ? `Nothing is deleted. ${capitalized(makingRoom(words))} others to choose which to go on with, or ${largerPlan(billingHref)}.`
        : wayOut(billingHref)}
    </Alert>
  );
}

const largerPlan = (billingHref: string | null): string =>
  billingHref ? "choose a larger plan" : "ask an owner of the workspace for a larger plan";

const wayOut = (billingHref: string | null): string =>
  billingHref
    ? "Choose a larger plan to add more, or delete one that is no longer needed."
    : "Ask an owner of the workspace for a larger plan, or an admin to delete one that is no longer needed.";
