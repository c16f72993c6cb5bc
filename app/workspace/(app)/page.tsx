import { Suspense } from "react";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { FirstSteps } from "@/components/shell/first-steps";
import { PageBody } from "@/components/shell/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { limitOverview } from "@/lib/entitlements/list-limits";
import { getTranslations, titled } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { projectOverview } from "@/lib/projects/overview";
import { ActivityCard, ActivitySkeleton } from "./dashboard/activity-card";
import { CreatedCard } from "./dashboard/created-card";
import { Figures } from "./dashboard/figures";
import { firstSteps } from "./dashboard/first-steps";
import { RecentCard } from "./dashboard/recent-card";

export const generateMetadata = titled("dashboard.title");

export default async function DashboardPage() {
  const [context, t] = await Promise.all([viewer(), getTranslations("dashboard")]);
  const { tenant, actor, role } = context;
  const [limits, overview] = await Promise.all([
    read(limitOverview, {}),
    can(role, "projects:read") ? read(projectOverview, {}) : null,
  ]);
  const headline = (what: "activeProjects" | "people", count: number) => ({
    value: count,
    label: t(`figures.${what}`, { count }),
  });
  const projectCount = overview ? overview.counts.active + overview.counts.archived : 0;
  const steps = overview && projectCount === 0 ? firstSteps(context, limits.seats?.used ?? 0, t) : [];
  return (
    <PageBody>
      <PageHeader
        title={t("welcome", { name: actor.label.split(" ")[0] ?? actor.label })}
        description={t("description", { workspace: tenant.name })}
        actions={projectCount > 0 && mayChange(context, "projects:write") ? <NewProjectButton /> : null}
      />
      <div className="grid gap-6">
        {steps.length > 0 ? <FirstSteps steps={steps} /> : null}
        <Figures
          plan={tenant.plan}
          limits={limits}
          headlines={{
            ...(overview && { projects: headline("activeProjects", overview.counts.active) }),
            ...(limits.seats && { seats: headline("people", limits.seats.used) }),
          }}
          billingHref={can(role, "billing:read") ? "/settings/billing" : null}
        />
        <div className="grid items-start gap-6 lg:auto-cols-fr lg:grid-flow-col">
          {overview && projectCount > 0 ? (
            <div className="grid min-w-0 gap-6">
              <CreatedCard weeks={overview.weeks} />
              <RecentCard projects={overview.recent} />
            </div>
          ) : null}
          {can(role, "audit:read") ? (
            <Suspense fallback={<ActivitySkeleton />}>
              <ActivityCard />
            </Suspense>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
