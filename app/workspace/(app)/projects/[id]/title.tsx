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

/** The name as the page's heading, with a pencil for whoever may change it. */
export function Title({ project, canEdit }: { project: EditedProject; canEdit: boolean }) {
  const t = useTranslations("projects");
  const { id, name, version } = project;
  if (!canEdit) return <bdi>{name}</bdi>;
  return (
    <InlineEdit
      label={t("editName")}
      saveLabel={t("save")}
      action={renameProjectAction}
      fields={{ id, version }}
      shown={<bdi>{name}</bdi>}
    >
      <FormField name="name" label={t("name")} defaultValue={name} required autoComplete="off" dir="auto" />
    </InlineEdit>
  );
}
