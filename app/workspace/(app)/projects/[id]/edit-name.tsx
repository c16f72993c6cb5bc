import { useTranslations } from "#translations";
import { FormField } from "@/components/ui/form-field";
import { InlineEdit } from "@/components/ui/inline-edit";
import { renameProjectAction } from "@/lib/projects/actions";

export interface EditedProject {
  id: string;
  name: string;
  description: string;
  version: number;
}

/** The pencil beside the name. */
export function EditName({ project }: { project: EditedProject }) {
  const t = useTranslations("projects");
  const { id, name, version } = project;
  return (
    <InlineEdit
      label={t("editName")}
      saveLabel={t("save")}
      action={renameProjectAction}
      fields={{ id, version }}
    >
      <FormField name="name" label={t("name")} defaultValue={name} required autoComplete="off" dir="auto" />
    </InlineEdit>
  );
}
