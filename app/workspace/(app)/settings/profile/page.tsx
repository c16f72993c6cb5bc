import type { Metadata } from "next";
import { EmailState, ProfileForm } from "@/components/auth/account-forms";
import { RegionForm } from "@/components/language/region-form";
import { PictureCard } from "@/components/pictures/picture-card";
import { CardSection } from "@/components/ui/card-section";
import { PageHeader } from "@/components/ui/page-header";
import { removePictureAction, setPictureAction, updateRegionAction } from "@/lib/auth/actions";
import { currentSession } from "@/lib/entry/context";
import { getTranslations } from "@/lib/entry/language";
import { viewer } from "@/lib/entry/page";
import { noRegion } from "@/lib/platform/region";
import { ownPicture } from "../../own-picture";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.profile");
  return { title: t("title") };
}

export default async function ProfilePage() {
  const context = await viewer();
  const { actor } = context;
  const session = await currentSession();
  const { email = "", isEmailVerified = false } = session?.user ?? {};
  const t = await getTranslations("account.profile");
  const ofRegion = await getTranslations("region");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-6">
        <CardSection title={t("name")} description={t("nameDescription")}>
          <ProfileForm name={actor.label} />
        </CardSection>
        <PictureCard
          of="person"
          name={actor.label}
          picture={await ownPicture(context)}
          set={setPictureAction}
          remove={removePictureAction}
        />
        <CardSection title={t("email")} description={t("emailDescription")}>
          <EmailState email={email} isVerified={isEmailVerified} />
        </CardSection>
        <CardSection title={ofRegion("title")} description={ofRegion("forYou")}>
          <RegionForm region={session?.user.region ?? noRegion} of="person" action={updateRegionAction} />
        </CardSection>
      </div>
    </>
  );
}
