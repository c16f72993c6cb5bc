import type { Metadata } from "next";
import { EmailState, PasswordForm, ProfileForm } from "@/components/auth/account-forms";
import { SessionList } from "@/components/auth/session-list";
import { RegionForm } from "@/components/language/region-form";
import { PageBody } from "@/components/shell/page-body";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { momentOf } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { listSessions } from "@/lib/auth/list-sessions";
import { currentSession } from "@/lib/entry/context";
import { getTranslations } from "@/lib/entry/language";
import { look, viewer } from "@/lib/entry/page";
import { noRegion } from "@/lib/platform/region";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { actor } = await viewer();
  const session = await currentSession();
  const { email = "", isEmailVerified = false } = session?.user ?? {};
  const t = await getTranslations("region");
  const sessions = await look(listSessions, {});
  const shown = sessions.map(({ lastSeenAt, ...row }) => ({ ...row, lastSeen: momentOf(lastSeenAt) }));
  return (
    <PageBody width="narrow">
      <PageHeader title="Account" description="Yours alone, and the same in every workspace you belong to." />
      <div className="grid gap-6">
        <Section title="Profile" description="The name your colleagues see.">
          <ProfileForm name={actor.label} />
        </Section>
        <Section title="E-mail" description="What you sign in with, and where we write to.">
          <EmailState email={email} isVerified={isEmailVerified} />
        </Section>
        <Section title={t("title")} description={t("forYou")}>
          <RegionForm region={session?.user.region ?? noRegion} of="person" />
        </Section>
        <Section title="Password" description="Changing it signs you out everywhere else.">
          <PasswordForm email={email} />
        </Section>
        <Section title="Sessions" description="Where you are signed in. End what you do not recognize.">
          <SessionList sessions={shown} />
        </Section>
      </div>
    </PageBody>
  );
}

function Section({
  title,
  description,
  children,
}: {
  title: string;
  description: string;
  children: React.ReactNode;
}) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}
