import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export type LimitReachedProps = {
  planName: string;
  limit: number | "unlimited";
  /** Null for who may not choose the plan. */
  billingHref: string | null;
  /** There are more active ones than fit, as after a downgrade. */
  isOver?: boolean;
};

/** Says that the plan holds no further project, or fewer than there are, before somebody has tried in vain. */
export function LimitReached({ planName, limit, billingHref, isOver = false }: LimitReachedProps) {
  return (
    <Alert
      variant="warning"
      title={
        isOver
          ? `The ${planName} plan includes ${limit} projects, so the newer ones are read-only`
          : `The ${planName} plan includes ${limit} projects, archived ones too`
      }
      action={
        billingHref ? (
          <Button asChild size="sm" variant="outline">
            <Link href={billingHref}>See plans</Link>
          </Button>
        ) : null
      }
    >
      {isOver ? `Nothing is deleted. ${choiceOf(billingHref)}` : wayOut(billingHref)}
    </Alert>
  );
}

const choiceOf = (billingHref: string | null): string =>
  billingHref
    ? "Choose which to go on with by archiving others, or choose a larger plan."
    : "Choose which to go on with by archiving others, or ask an owner of the workspace for a larger plan.";

const wayOut = (billingHref: string | null): string =>
  billingHref
    ? "Choose a larger plan to create more, or delete one that is no longer needed."
    : "Ask an owner of the workspace for a larger plan, or an admin to delete one that is no longer needed.";
