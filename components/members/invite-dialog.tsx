import { useTranslations } from "#translations";
import { buttonVariants } from "@/components/ui/button";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormSelect, FormTextarea } from "@/components/ui/form-field";
import { PopoverDialog } from "@/components/ui/popover-dialog";
import { inviteMemberAction } from "@/lib/members/actions";
import { invitableRoles } from "@/lib/members/values";

const id = "invite";

export function InviteButton() {
  return (
    <button
      type="button"
      popoverTarget={id}
      aria-haspopup="dialog"
      className={buttonVariants({ className: "noscript:hidden" })}
    >
      {useTranslations("members.invite")("title")}
    </button>
  );
}

/** Without a script it stands open on the page, so that what was refused is read where it was typed. */
export function InviteDialog() {
  const t = useTranslations("members.invite");
  const roleChoice = useTranslations("roleChoices");
  return (
    <PopoverDialog
      id={id}
      title={t("title")}
      description={t("description")}
      className="noscript:static noscript:m-0 noscript:block noscript:w-full noscript:max-w-none noscript:bg-card noscript:shadow-xs"
    >
      <ActionForm action={inviteMemberAction} isResetOnSuccess>
        <FormTextarea
          name="emails"
          label={t("emails")}
          hint={t("emailsHint")}
          placeholder={t("emailsPlaceholder")}
          rows={3}
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
    </PopoverDialog>
  );
}
