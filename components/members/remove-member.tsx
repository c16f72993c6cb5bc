import { UserMinus } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { ConfirmForm } from "@/components/ui/confirm-form";
import { removeMemberAction } from "@/lib/members/actions";

export function RemoveMember({ id, name }: { id: string; name: string }) {
  const t = useTranslations("members.remove");
  return (
    <ConfirmForm
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={t("label", { name })} title={t("short")}>
          <UserMinus aria-hidden />
        </Button>
      }
      title={t("title", { name })}
      description={t("description")}
      confirmLabel={t("submit")}
      action={removeMemberAction}
    >
      <input type="hidden" name="id" value={id} />
    </ConfirmForm>
  );
}
