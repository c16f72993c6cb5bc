import type { Step } from "@/components/shell/first-steps";
import { mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import type { Permission } from "@/lib/core/permissions";
import type { Translate } from "@/lib/platform/translate";

/** The first steps this role may take, and none while the workspace is read-only. There is no project yet, so that one is always open. */
export function firstSteps(context: TenantContext, seatsUsed: number, t: Translate<"dashboard">): Step[] {
  const steps: (Step & { permission: Permission })[] = [
    {
      permission: "projects:write",
      title: t("steps.project.title"),
      description: t("steps.project.description"),
      isDone: false,
      label: t("steps.project.label"),
      href: "/projects/new",
    },
    {
      permission: "members:manage",
      title: t("steps.invite.title"),
      description: t("steps.invite.description"),
      isDone: seatsUsed > 1,
      label: t("steps.invite.label"),
      href: "/settings/members",
    },
    {
      permission: "billing:manage",
      title: t("steps.plan.title"),
      description: t("steps.plan.description"),
      isDone: context.tenant.plan !== "free",
      label: t("steps.plan.label"),
      href: "/settings/billing",
    },
  ];
  return steps.filter(({ permission }) => mayChange(context, permission));
}
