import { InvitationForm } from "@/components/auth/invitation-form";
import { InvitationRefusal, WrongAccount } from "@/components/auth/invitation-refusal";
import { AuthShell } from "@/components/shell/auth-shell";
import { getTranslations, titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";
import { currentTenant } from "@/lib/entry/place";
import { describeInvitation } from "@/lib/onboarding/describe-invitation";

export const generateMetadata = titled("onboarding.invitation.title");

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { tenant } = await currentTenant();
  const invitation = await look(describeInvitation, { token });
  if (invitation.state !== "open")
    return (
      <InvitationRefusal
        state={invitation.state}
        workspaceName={tenant.name}
        workspacePicture={tenant.picture}
      />
    );
  const { mode, email, inviterName, role } = invitation;
  const t = await getTranslations("onboarding");
  if (mode === "wrong_account") return <WrongAccount email={email} workspaceName={tenant.name} />;
  return (
    <AuthShell
      title={t("signUp.heading", { workspace: tenant.name })}
      workspaceName={tenant.name}
      workspacePicture={tenant.picture}
      description={t("invitation.description", { name: inviterName, role })}
    >
      <InvitationForm token={token} email={email} mode={mode} />
    </AuthShell>
  );
}
