import type { Metadata } from "next";
import { EmailState, ProfileForm } from "@/components/auth/account-forms";
import { CardSection } from "@/components/ui/card-section";
import { PageHeader } from "@/components/ui/page-header";
import { currentSession } from "@/lib/entry/context";
import { getTranslations } from "@/lib/entry/language";
import { viewer } from "@/lib/entry/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.profile");
  return { title: t("title") };
}

export default async function ProfilePage() {
  const { actor } = await viewer();
  const session = await currentSession();
  const { email = "", isEmailVerified = false } = session?.user ?? {};
  const t = await getTranslations("account.profile");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-6">
        <CardSection title={t("name")} description={t("nameDescription")}>
          <ProfileForm name={actor.label} />
        </CardSection>
        <CardSection title={t("email")} description={t("emailDescription")}>
          <EmailState email={email} isVerified={isEmailVerified} />
        </CardSection>
      </div>
    </>
  );
}
