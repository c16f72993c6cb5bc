import type { ReactNode } from "react";
import { useFormats, useTranslations } from "#translations";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { type FeatureName, withWords } from "@/lib/entitlements/plan-words";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import type { FeatureUsage } from "@/lib/entitlements/usage-of";

interface Headline {
  value: number;
  label: string;
}

type FiguresProps = {
  plan: PlanId;
  /** Of what the member may see. */
  limits: Partial<Record<FeatureName, FeatureUsage>>;
  /** Where there is more to say of a feature than how many count. */
  headlines: Partial<Record<FeatureName, Headline>>;
  /** Null for who may not see billing. */
  billingHref: string | null;
};

/** What the workspace has, against what its plan includes. */
export function Figures({ plan, limits, headlines, billingHref }: FiguresProps) {
  const t = useTranslations("dashboard");
  return (
    <section
      aria-label={t("figures.label")}
      className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-border shadow-xs"
    >
      {withWords(limits).map(({ name, value: { used, limit } }) => (
        <Figure
          key={name}
          {...(headlines[name] ?? { value: used, label: t(`features.${name}.counted`, { count: used }) })}
        >
          <Meter label={t(`features.${name}.label`)} used={used} limit={limit} />
        </Figure>
      ))}
      <Figure value={plans[plan].name} label={t("figures.plan")}>
        <p className="flex flex-wrap justify-between gap-x-4 text-muted-foreground">
          {t(`taglines.${plan}`)}
          {billingHref ? (
            <Link
              href={billingHref}
              className="rounded-sm font-medium text-brand underline-offset-4 hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
            >
              {t("figures.billing")}
            </Link>
          ) : null}
        </p>
      </Figure>
    </section>
  );
}

type FigureProps = { value: string | number; label: string; children: ReactNode };

function Figure({ value, label, children }: FigureProps) {
  const { number } = useFormats();
  return (
    <div className="grid min-w-full flex-1 content-between gap-4 bg-card px-5 py-4 sm:min-w-56">
      <p className="text-muted-foreground">
        <span className="mr-1.5 font-semibold text-2xl text-foreground tabular-nums tracking-[-0.02em]">
          {typeof value === "number" ? number(value) : value}
        </span>
        {label}
      </p>
      {children}
    </div>
  );
}
