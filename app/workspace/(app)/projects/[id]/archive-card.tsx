import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { archiveProjectAction, restoreProjectAction } from "@/lib/projects/actions";

export function ArchiveCard({ id, isArchived }: { id: string; isArchived: boolean }) {
  return (
    <Card>
      <CardHeader className="pb-4 sm:not-has-[[role=alert]]:grid-cols-[1fr_auto]">
        <div className="grid gap-1">
          <CardTitle>{isArchived ? "Restore this project" : "Archive this project"}</CardTitle>
          <CardDescription>
            {isArchived
              ? "It comes back to the list of active projects."
              : "It leaves the list but keeps everything, and can come back."}
          </CardDescription>
        </div>
        <ActionForm
          action={isArchived ? restoreProjectAction : archiveProjectAction}
          undo={{ action: isArchived ? archiveProjectAction : restoreProjectAction, fields: { id } }}
          className="grid gap-3"
        >
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="outline">{isArchived ? "Restore project" : "Archive project"}</SubmitButton>
        </ActionForm>
      </CardHeader>
    </Card>
  );
}
