import { ConfirmedForm } from "@/components/members/confirmed-form";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FormSelect } from "@/components/ui/form-field";
import { transferOwnershipAction } from "@/lib/members/actions";

type TransferCardProps = { members: { id: string; name: string; email: string }[] };

const title = "Transfer ownership";

export function TransferCard({ members }: TransferCardProps) {
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
    <ConfirmedForm
      id="confirm-transfer"
      title={title}
      description="Another member becomes the owner, with billing and everything else. Only they can give it back."
      consent="Make them the owner; I stay as an admin"
      submitLabel="Transfer ownership"
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
    </ConfirmedForm>
  );
}
