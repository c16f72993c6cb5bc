import { useTranslations } from "#translations";
import { Card, CardContent, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { updateWorkspaceAction } from "@/lib/tenancy/actions";

type NameCardProps = { name: string; address: string; isolation: "shared" | "schema"; canUpdate: boolean };

/** The workspace's name, to be changed or only to be read, its address, and where its content lives. */
export function NameCard({ name, address, isolation, canUpdate }: NameCardProps) {
  const t = useTranslations("tenancy.name");
  const common = useTranslations("common");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {canUpdate ? (
        <ActionForm action={updateWorkspaceAction} className="grid gap-5 px-5 pb-5">
          <FormField
            name="name"
            label={common("name")}
            hint={t("hint")}
            defaultValue={name}
            autoComplete="organization"
            required
          />
          <SubmitButton>{t("submit")}</SubmitButton>
        </ActionForm>
      ) : (
        <CardContent>
          <bdi>{name}</bdi>
        </CardContent>
      )}
      <CardFooter>
        <span className="wrap-anywhere">
          {t.rich("address", {
            address,
            strong: (text) => <span className="font-medium text-foreground">{text}</span>,
          })}
        </span>
        <span className="text-pretty">{t(`isolation.${isolation}`)}</span>
      </CardFooter>
    </Card>
  );
}
