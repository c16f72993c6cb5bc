import { DangerCard } from "@/components/ui/danger-card";
import { leaveWorkspaceAction } from "@/lib/members/actions";

export function LeaveCard({ workspaceName }: { workspaceName: string }) {
  return (
    <DangerCard
      id="leave-workspace"
      title="Leave workspace"
      description="You are signed out here and see nothing of it any more. What you made stays."
      label="Leave workspace"
      name={workspaceName}
      action={leaveWorkspaceAction}
    />
  );
}
