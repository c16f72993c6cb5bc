import { useTranslations } from "#translations";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FormTextarea } from "@/components/ui/form-field";
import { InlineEdit } from "@/components/ui/inline-edit";
import { cn } from "@/lib/platform/cn";
import { renameProjectAction } from "@/lib/projects/actions";
import { longestDescription } from "@/lib/projects/values";
import type { EditedProject } from "./edit-name";

type DescriptionProps = {
  project: EditedProject;
  canEdit: boolean;
  /** One more than the plan includes. */
  isReadOnly: boolean;
};

/** What the project is for: to be read, with a pencil for whoever may change it. */
export function Description({ project, canEdit, isReadOnly }: DescriptionProps) {
  const t = useTranslations("projects");
  const here = useTranslations("project");
  const { id, name, description, version } = project;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("description")}</CardTitle>
        {isReadOnly ? <CardDescription>{here("readOnlyHint")}</CardDescription> : null}
      </CardHeader>
      <CardContent className="group/edit flex items-start gap-2">
        <p
          dir="auto"
          className={cn(
            "min-w-0 wrap-anywhere group-has-[details[open]]/edit:hidden",
            description ? "whitespace-pre-line" : "text-muted-foreground",
          )}
        >
          {description || t("noDescription")}
        </p>
        {canEdit ? (
          <InlineEdit
            label={t("editDescription")}
            saveLabel={t("save")}
            action={renameProjectAction}
            fields={{ id, version, name }}
          >
            <FormTextarea
              name="description"
              label={t("description")}
              hint={t("descriptionHint")}
              defaultValue={description}
              maxLength={longestDescription}
              dir="auto"
            />
          </InlineEdit>
        ) : null}
      </CardContent>
    </Card>
  );
}
