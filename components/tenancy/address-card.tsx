import { useTranslations } from "#translations";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { updateAddressAction } from "@/lib/tenancy/actions";

type AddressCardProps = { slug: string; address: string };

/** Where the workspace is, and how to move it. */
export function AddressCard({ slug, address }: AddressCardProps) {
  const t = useTranslations("tenancy.address");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription className="wrap-anywhere">{t("description", { address })}</CardDescription>
      </CardHeader>
      <CardContent>
        <ActionForm action={updateAddressAction} className="grid max-w-md gap-5">
          <FormField
            name="slug"
            label={t("label")}
            defaultValue={slug}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            required
          />
          <SubmitButton variant="outline" className="justify-self-start">
            {t("submit")}
          </SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
