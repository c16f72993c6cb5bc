import { useTranslations } from "#translations";
import { ActionMenu, actionMenuItem } from "@/components/ui/action-menu";
import { DangerQuestion } from "@/components/ui/danger-card";
import { ActionForm } from "@/components/ui/form";
import {
  archiveProjectAction,
  deleteProjectAndLeaveAction,
  restoreProjectAction,
} from "@/lib/projects/actions";

type MenuProps = { project: { id: string; name: string }; isArchived: boolean; canDelete: boolean };

/** What can be done with the whole project; deleting it asks first. */
export function Menu({ project: { id, name }, isArchived, canDelete }: MenuProps) {
  const t = useTranslations("projects");
  const here = useTranslations("project");
  const [move, back] = isArchived
    ? [restoreProjectAction, archiveProjectAction]
    : [archiveProjectAction, restoreProjectAction];
  return (
    <>
      <ActionMenu label={t("actionsFor", { name })} text={here("more")}>
        <ActionForm action={move} undo={{ action: back, fields: { id } }} className="grid">
          <input type="hidden" name="id" value={id} />
          <button type="submit" className={actionMenuItem()}>
            {here(isArchived ? "restoreProject" : "archiveProject")}
          </button>
        </ActionForm>
        {canDelete ? (
          <button
            type="button"
            popoverTarget="delete-project"
            aria-haspopup="dialog"
            className={actionMenuItem({ isDanger: true })}
          >
            {t("deleteProject")}
          </button>
        ) : null}
      </ActionMenu>
      {canDelete ? (
        <DangerQuestion
          id="delete-project"
          title={t("deleteProject")}
          description={t("deleteHint")}
          label={t("deleteProject")}
          name={name}
          action={deleteProjectAndLeaveAction}
        >
          <input type="hidden" name="id" value={id} />
        </DangerQuestion>
      ) : null}
    </>
  );
}
