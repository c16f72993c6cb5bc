import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormSelect, FormTextarea } from "@/components/ui/form-field";
import { roleLabels } from "@/lib/core/permissions";
import { inviteMemberAction } from "@/lib/members/actions";
import { invitableRoles } from "@/lib/members/values";

export function InviteCard() {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Invite people</CardTitle>
        <CardDescription>They get a link by mail, good for seven days.</CardDescription>
      </CardHeader>
      <CardContent>
        <ActionForm action={inviteMemberAction} isResetOnSuccess>
          <FormTextarea
            name="emails"
            label="E-mail addresses"
            hint="One or several, as you have them: with names, from a spreadsheet or a mail."
            placeholder="ada@acme.com, grace@acme.com"
            rows={2}
            spellCheck={false}
            autoComplete="off"
            required
          />
          <FormSelect name="role" label="Role" defaultValue="member">
            {invitableRoles.map((role) => (
              <option key={role} value={role}>
                {`${roleLabels[role].name}: ${roleLabels[role].description}`}
              </option>
            ))}
          </FormSelect>
          <SubmitButton>Send invitations</SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
