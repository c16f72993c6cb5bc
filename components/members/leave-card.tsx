import { useTranslations } from "#translations";
import { DangerCard } from "@/components/ui/danger-card";
import { leaveWorkspaceAction } from "@/lib/members/actions";

export function LeaveCard({ workspaceName }: { workspaceName: string }) {
  const t = useTranslations("members.leave");
  return (
    <DangerCard
      id="leave-workspace"
      title={t("title")}
      description={t("description")}
      label={t("title")}
      name={workspaceName}
      action={leaveWorkspaceAction}
    />
  );
}
