import type { Metadata } from "next";
import { PasswordForm } from "@/components/auth/account-forms";
import { SessionList } from "@/components/auth/session-list";
import { CardSection } from "@/components/ui/card-section";
import { momentOf } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { listSessions } from "@/lib/auth/list-sessions";
import { currentSession } from "@/lib/entry/context";
import { getTranslations } from "@/lib/entry/language";
import { look, viewer } from "@/lib/entry/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.security");
  return { title: t("title") };
}

export default async function SecurityPage() {
  await viewer();
  const session = await currentSession();
  const sessions = await look(listSessions, {});
  const shown = sessions.map(({ lastSeenAt, ...row }) => ({ ...row, lastSeen: momentOf(lastSeenAt) }));
  const t = await getTranslations("account.security");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-6">
        <CardSection title={t("password")} description={t("passwordDescription")}>
          <PasswordForm email={session?.user.email ?? ""} />
        </CardSection>
        <CardSection title={t("sessions")} description={t("sessionsDescription")}>
          <SessionList sessions={shown} />
        </CardSection>
      </div>
    </>
  );
}
