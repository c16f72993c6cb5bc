import { Card, CardContent, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { updateWorkspaceAction } from "@/lib/tenancy/actions";

type NameCardProps = { name: string; address: string; canUpdate: boolean };

/** The workspace's name, to be changed or only to be read, and its address, which stays. */
export function NameCard({ name, address, canUpdate }: NameCardProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Workspace</CardTitle>
      </CardHeader>
      {canUpdate ? (
        <ActionForm action={updateWorkspaceAction} className="grid gap-5 px-5 pb-5">
          <FormField
            name="name"
            label="Name"
            hint="Shown to members and in the mail the workspace sends."
            defaultValue={name}
            autoComplete="organization"
            required
          />
          <SubmitButton>Save name</SubmitButton>
        </ActionForm>
      ) : (
        <CardContent>
          <bdi>{name}</bdi>
        </CardContent>
      )}
      <CardFooter>
        <span className="wrap-anywhere">
          Address: <span className="font-medium text-foreground">{address}</span>
        </span>
      </CardFooter>
    </Card>
  );
}
