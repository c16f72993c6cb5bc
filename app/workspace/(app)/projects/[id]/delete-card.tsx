import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { Label } from "@/components/ui/label";
import { deleteProjectAndLeaveAction } from "@/lib/projects/actions";

/** The box has no name: it is a question to the reader, with or without JavaScript, and no part of the command. */
export function DeleteCard({ id, name }: { id: string; name: string }) {
  return (
    <Card className="border-danger/40">
      <CardHeader>
        <CardTitle>Delete this project</CardTitle>
        <CardDescription>
          This cannot be undone. Archive the project instead if you may want it back.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ActionForm action={deleteProjectAndLeaveAction} className="grid gap-3">
          <input type="hidden" name="id" value={id} />
          <div className="flex items-start gap-3">
            <span className="flex h-5 items-center touch:h-11">
              <Checkbox id="confirm-delete" required />
            </span>
            <Label htmlFor="confirm-delete" className="block font-normal touch:min-h-11 touch:py-3">
              Delete <bdi className="font-medium">{name}</bdi> for good
            </Label>
          </div>
          <SubmitButton variant="destructive">Delete project</SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
