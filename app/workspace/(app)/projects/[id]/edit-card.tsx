import { ProjectFields } from "@/components/projects/project-fields";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { renameProjectAction } from "@/lib/projects/actions";

type EditCardProps = {
  project: { id: string; name: string; description: string; version: number };
  canWrite: boolean;
  /** One more than the plan includes. */
  isReadOnly: boolean;
};

/** The project's texts: to be changed, or only to be read. */
export function EditCard({ project, canWrite, isReadOnly }: EditCardProps) {
  const { id, name, description, version } = project;
  const isForm = canWrite && !isReadOnly;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{isForm ? "Name and description" : "Description"}</CardTitle>
        {isReadOnly ? (
          <CardDescription>
            The plan includes fewer projects, so the newer ones are read-only. Archive or delete others to
            change this one.
          </CardDescription>
        ) : null}
      </CardHeader>
      <CardContent>
        {isForm ? (
          <ActionForm action={renameProjectAction}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="version" value={version} />
            <ProjectFields name={name} description={description} />
            <SubmitButton>Save changes</SubmitButton>
          </ActionForm>
        ) : (
          <p dir="auto" className="whitespace-pre-line">
            {description || "Nobody has described this project yet."}
          </p>
        )}
      </CardContent>
    </Card>
  );
}
