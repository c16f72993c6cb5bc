import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { DangerCard } from "@/components/ui/danger-card";
import { FormSelect } from "@/components/ui/form-field";
import { transferOwnershipAction } from "@/lib/members/actions";

type TransferCardProps = {
  workspaceName: string;
  members: { id: string; name: string; email: string }[];
};

const title = "Transfer ownership";

export function TransferCard({ workspaceName, members }: TransferCardProps) {
  if (members.length === 0) {
    return (
      <Card>
        <CardHeader className="pb-4">
          <CardTitle>{title}</CardTitle>
          <CardDescription>
            You are the only member. Invite somebody first, then hand the workspace over.
          </CardDescription>
        </CardHeader>
      </Card>
    );
  }
  return (
    <DangerCard
      id="transfer-ownership"
      title={title}
      description="Another member becomes the owner, with billing and everything else. You stay as an admin; only they can give it back."
      label="Transfer ownership"
      name={workspaceName}
      action={transferOwnershipAction}
    >
      <FormSelect name="id" label="New owner" defaultValue="" required>
        <option value="" disabled>
          Choose a member
        </option>
        {members.map(({ id, name, email }) => (
          <option key={id} value={id}>
            {`${name} (${email})`}
          </option>
        ))}
      </FormSelect>
    </DangerCard>
  );
}
