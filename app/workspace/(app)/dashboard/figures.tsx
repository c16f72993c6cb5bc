import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import type { FeatureUsage } from "@/lib/entitlements/usage-of";

type FiguresProps = {
  plan: PlanId;
  seats: FeatureUsage;
  /** Null for who may not see projects. */
  projects: (FeatureUsage & { active: number }) | null;
  /** Null for who may not see billing. */
  billingHref: string | null;
};

/** What the workspace has, against what its plan includes. */
export function Figures({ plan, seats, projects, billingHref }: FiguresProps) {
  const { name, tagline } = plans[plan];
  return (
    <section
      aria-label="Use of the plan"
      className="grid gap-px overflow-hidden rounded-lg border bg-border shadow-xs sm:auto-cols-fr sm:grid-flow-col"
    >
      {projects ? (
        <Figure value={projects.active} label={projects.active === 1 ? "active project" : "active projects"}>
          <Meter label="Projects, archived ones too" used={projects.used} limit={projects.limit} />
        </Figure>
      ) : null}
      <Figure value={seats.used} label={seats.used === 1 ? "person" : "people, invited ones included"}>
        <Meter label="Seats" used={seats.used} limit={seats.limit} />
      </Figure>
      <Figure value={name} label="plan">
        <p className="flex flex-wrap justify-between gap-x-4 text-muted-foreground">
          {tagline}
          {billingHref ? (
            <Link
              href={billingHref}
              className="rounded-sm font-medium text-brand underline-offset-4 hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
            >
              Plan and billing
            </Link>
          ) : null}
        </p>
      </Figure>
    </section>
  );
}

type FigureProps = { value: string | number; label: string; children: ReactNode };

function Figure({ value, label, children }: FigureProps) {
  return (
    <div className="grid content-between gap-4 bg-card px-5 py-4">
      <p className="text-muted-foreground">
        <span className="mr-1.5 font-semibold text-2xl text-foreground tabular-nums tracking-[-0.02em]">
          {typeof value === "number" ? value.toLocaleString("en-US") : value}
        </span>
        {label}
      </p>
      {children}
    </div>
  );
}
