import { useTranslations } from "#translations";
import { ConfirmedForm } from "@/components/members/confirmed-form";
import { leaveWorkspaceAction } from "@/lib/members/actions";

export function LeaveCard({ workspaceName }: { workspaceName: string }) {
  const t = useTranslations("members.leave");
  return (
    <ConfirmedForm
      id="confirm-leave"
      title={t("title")}
      description={t("description")}
      consent={t.rich("consent", {
        workspace: workspaceName,
        name: (text) => <bdi className="font-medium">{text}</bdi>,
      })}
      submitLabel={t("title")}
      action={leaveWorkspaceAction}
    />
  );
}
