import { useTranslations } from "#translations";
import { PictureField } from "@/components/pictures/picture-field";
import { CardSection } from "@/components/ui/card-section";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { IdentityAvatar } from "@/components/ui/identity-avatar";

type Pictured = { picture: string | null };

type PictureCardProps = {
  of: "person" | "workspace";
  name: string;
  picture: string | null;
  set: FormAction<Pictured>;
  remove: FormAction<Pictured>;
};

/** The picture as it is shown everywhere, the form that chooses another, and the one that goes back to initials. */
export function PictureCard({ of, name, picture, set, remove }: PictureCardProps) {
  const t = useTranslations("pictures");
  return (
    <CardSection title={t(`${of}.title`)} description={t(`${of}.description`)}>
      <div className="flex flex-wrap items-start gap-5">
        <IdentityAvatar
          name={name}
          picture={picture}
          shape={of === "person" ? "round" : "square"}
          className="size-16 text-xl"
        />
        <div className="grid min-w-0 max-w-md flex-1 basis-64 gap-3">
          <ActionForm action={set} isResetOnSuccess className="grid gap-4">
            <PictureField label={t("file")} hint={t("hint")} tooLarge={t("tooLarge")} />
            <SubmitButton>{t(`${of}.submit`)}</SubmitButton>
          </ActionForm>
          {picture ? (
            <ActionForm action={remove}>
              <SubmitButton variant="outline">
                {t(of === "person" ? "person.remove" : "workspace.remove")}
              </SubmitButton>
            </ActionForm>
          ) : null}
        </div>
      </div>
    </CardSection>
  );
}
