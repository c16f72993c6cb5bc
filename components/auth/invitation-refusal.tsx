import { useTranslations } from "#translations";
import { AuthMessage } from "@/components/auth/auth-message";
import { SignOutForm } from "@/components/auth/sign-out-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import type { ClosedState } from "@/lib/onboarding/schema";

interface InvitationRefusalProps {
  state: ClosedState;
  workspaceName: string;
  workspacePicture: string | null;
}

/** Why a link opens nothing, and what to do about it. */
export function InvitationRefusal({ state, ...workspace }: InvitationRefusalProps) {
  const t = useTranslations("onboarding.invitation");
  const sign = useTranslations("auth.signIn");
  const [title, hint] = words[state];
  return (
    <AuthMessage title={t(title)} {...workspace} link={{ href: "/sign-in", label: sign("go") }}>
      {t(hint)}
    </AuthMessage>
  );
}

/** Somebody else is signed in in this browser; the link waits until they have signed out. */
export function WrongAccount({ email, workspaceName }: { email: string; workspaceName?: string }) {
  const t = useTranslations("auth.claim");
  const common = useTranslations("common");
  return (
    <AuthShell
      title={t("wrongAccount")}
      workspaceName={workspaceName}
      description={t("wrongAccountHint", { email })}
    >
      <SignOutForm>
        <Button type="submit" variant="outline" className="w-full">
          {common("signOut")}
        </Button>
      </SignOutForm>
    </AuthShell>
  );
}

const words = {
  unknown: ["unknown", "unknownHint"],
  expired: ["expired", "expiredHint"],
  revoked: ["revoked", "revokedHint"],
  inviter_gone: ["inviterGone", "inviterGoneHint"],
  accepted: ["accepted", "acceptedHint"],
} as const satisfies Record<ClosedState, unknown>;
