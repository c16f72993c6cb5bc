import { useTranslations } from "#translations";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { DangerCard } from "@/components/ui/danger-card";
import { FormSelect } from "@/components/ui/form-field";
import { transferOwnershipAction } from "@/lib/members/actions";

type TransferCardProps = {
  workspaceName: string;
  members: { id: string; name: string; email: string }[];
};

export function TransferCard({ workspaceName, members }: TransferCardProps) {
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
    <DangerCard
      id="transfer-ownership"
      title={t("title")}
      description={t("description")}
      label={t("title")}
      name={workspaceName}
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
    </DangerCard>
  );
}
