import { DangerCard } from "@/components/ui/danger-card";
import { deleteProjectAndLeaveAction } from "@/lib/projects/actions";

export function DeleteCard({ id, name }: { id: string; name: string }) {
  return (
    <DangerCard
      id="delete-project"
      title="Delete this project"
      description="This cannot be undone. Archive the project instead if you may want it back."
      label="Delete project"
      name={name}
      action={deleteProjectAndLeaveAction}
    >
      <input type="hidden" name="id" value={id} />
    </DangerCard>
  );
}
