import { ConfirmedForm } from "@/components/members/confirmed-form";
import { leaveWorkspaceAction } from "@/lib/members/actions";

export function LeaveCard({ workspaceName }: { workspaceName: string }) {
  return (
    <ConfirmedForm
      id="confirm-leave"
      title="Leave workspace"
      description="You are signed out here and see nothing of it any more. What you made stays."
      consent={
        <>
          Leave <bdi className="font-medium">{workspaceName}</bdi>
        </>
      }
      submitLabel="Leave workspace"
      action={leaveWorkspaceAction}
    />
  );
}
