import { useTranslations } from "#translations";
import { ConfirmedForm } from "@/components/members/confirmed-form";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FormSelect } from "@/components/ui/form-field";
import { transferOwnershipAction } from "@/lib/members/actions";

type TransferCardProps = { members: { id: string; name: string; email: string }[] };

export function TransferCard({ members }: TransferCardProps) {
  const t = useTranslations("members.transfer");
  if (members.length === 0) {
    return (
      <Card>
        <CardHeader className="pb-4">
          <CardTitle>{t("title")}</CardTitle>
          <CardDescription>{t("alone")}</CardDescription>
        </CardHeader>
      </Card>
    );
  }
  return (
    <ConfirmedForm
      id="confirm-transfer"
      title={t("title")}
      description={t("description")}
      consent={t("consent")}
      submitLabel={t("title")}
      action={transferOwnershipAction}
    >
      <FormSelect name="id" label={t("newOwner")} defaultValue="" required>
        <option value="" disabled>
          {t("choose")}
        </option>
        {members.map(({ id, name, email }) => (
          <option key={id} value={id}>
            {t("option", { name, email })}
          </option>
        ))}
      </FormSelect>
    </ConfirmedForm>
  );
}
