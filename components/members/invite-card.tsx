import { useTranslations } from "#translations";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormSelect, FormTextarea } from "@/components/ui/form-field";
import { inviteMemberAction } from "@/lib/members/actions";
import { invitableRoles } from "@/lib/members/values";

export function InviteCard() {
  const t = useTranslations("members.invite");
  const roleChoice = useTranslations("roleChoices");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription>{t("description")}</CardDescription>
      </CardHeader>
      <CardContent>
        <ActionForm action={inviteMemberAction} isResetOnSuccess>
          <FormTextarea
            name="emails"
            label={t("emails")}
            hint={t("emailsHint")}
            placeholder={t("emailsPlaceholder")}
            rows={2}
            spellCheck={false}
            autoComplete="off"
            required
          />
          <FormSelect name="role" label={t("role")} defaultValue="member">
            {invitableRoles.map((role) => (
              <option key={role} value={role}>
                {roleChoice(role)}
              </option>
            ))}
          </FormSelect>
          <SubmitButton>{t("submit")}</SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
