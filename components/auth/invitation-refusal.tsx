import { AuthMessage } from "@/components/auth/auth-message";
import { SignOutForm } from "@/components/auth/sign-out-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";

interface InvitationRefusalProps {
  state: keyof typeof texts;
  workspaceName: string;
}

/** Why a link opens nothing, and what to do about it. */
export function InvitationRefusal({ state, workspaceName }: InvitationRefusalProps) {
  const { title, text } = texts[state];
  return (
    <AuthMessage
      title={title}
      workspaceName={workspaceName}
      link={{ href: "/sign-in", label: "Go to sign-in" }}
    >
      {text}
    </AuthMessage>
  );
}

/** Somebody else is signed in in this browser; the link waits until they have signed out. */
export function WrongAccount({ email, workspaceName }: { email: string; workspaceName?: string }) {
  return (
    <AuthShell
      title="This link is for somebody else"
      workspaceName={workspaceName}
      description={`It was sent to ${email}, and you are signed in with another account. Sign out, then open the link again.`}
    >
      <SignOutForm>
        <Button type="submit" variant="outline" className="w-full">
          Sign out
        </Button>
      </SignOutForm>
    </AuthShell>
  );
}

const texts = {
  unknown: {
    title: "This link is not valid",
    text: "Check that the address is complete, or ask the person who invited you for a new link.",
  },
  expired: {
    title: "This invitation has expired",
    text: "Ask the person who invited you to send it again.",
  },
  revoked: {
    title: "This invitation was withdrawn",
    text: "Ask the person who invited you if that was a mistake.",
  },
  inviter_gone: {
    title: "This invitation no longer counts",
    text: "The person who invited you can no longer invite people here. Ask somebody else who works there.",
  },
  accepted: {
    title: "You are in already",
    text: "This invitation was accepted before. Sign in to continue.",
  },
};
