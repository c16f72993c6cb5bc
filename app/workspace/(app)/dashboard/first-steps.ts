import type { Step } from "@/components/shell/first-steps";
import { mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import type { Permission } from "@/lib/core/permissions";

/** The first steps this role may take, and none while the workspace is read-only. There is no project yet, so that one is always open. */
export function firstSteps(context: TenantContext, seatsUsed: number): Step[] {
  const steps: (Step & { permission: Permission })[] = [
    {
      permission: "projects:write",
      title: "Create a project",
      description: "Give one piece of your company’s work a name and a place.",
      isDone: false,
      label: "New project",
      href: "/projects/new",
    },
    {
      permission: "members:manage",
      title: "Invite someone",
      description: "Colleagues get a link by mail and choose their own password.",
      isDone: seatsUsed > 1,
      label: "Invite members",
      href: "/settings/members",
    },
    {
      permission: "billing:manage",
      title: "Choose a plan",
      description: "Stay on Free, or get room for more.",
      isDone: context.tenant.plan !== "free",
      label: "Compare plans",
      href: "/settings/billing",
    },
  ];
  return steps.filter(({ permission }) => mayChange(context, permission));
}
