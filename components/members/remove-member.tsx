import { UserMinus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmForm } from "@/components/ui/confirm-form";
import { removeMemberAction } from "@/lib/members/actions";

export function RemoveMember({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmForm
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} title="Remove">
          <UserMinus aria-hidden />
        </Button>
      }
      title={`Remove ${name}?`}
      description="They are signed out here at once and told by mail. What they made stays. You can invite them again."
      confirmLabel="Remove member"
      action={removeMemberAction}
    >
      <input type="hidden" name="id" value={id} />
    </ConfirmForm>
  );
}
