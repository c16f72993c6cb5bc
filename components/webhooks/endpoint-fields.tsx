import { useTranslations } from "#translations";
import { FormField, FormTextarea } from "@/components/ui/form-field";
import { TypeChoice } from "@/components/webhooks/type-choice";

interface EndpointFieldsProps {
  /** What can be asked for: everything, or all of a noun. */
  offered: string[];
  endpoint?: { url: string; types: string[]; description: string };
}

/** Where events go, which ones, and a note for colleagues. */
export function EndpointFields({ offered, endpoint }: EndpointFieldsProps) {
  const t = useTranslations("webhooks.fields");
  return (
    <>
      <FormField
        name="url"
        type="url"
        label={t("url")}
        hint={t("urlHint")}
        defaultValue={endpoint?.url}
        autoComplete="off"
        required
      />
      <TypeChoice
        label={t("types")}
        everything={t("everything")}
        offered={offered}
        chosen={endpoint?.types ?? ["*"]}
      />
      <FormTextarea
        name="description"
        label={t("description")}
        defaultValue={endpoint?.description}
        rows={2}
      />
    </>
  );
}
