import { AuthMessage } from "@/components/auth/auth-message";
import { ForgotPasswordForm, ResetPasswordForm } from "@/components/auth/reset-forms";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";

interface HostProps {
  workspaceName?: string;
}

/** The same on the root domain and on a workspace: ask for the link, or hear that it is on its way. */
export function ForgotPassword({ workspaceName, isSent }: HostProps & { isSent: boolean }) {
  const signIn = "/sign-in";
  if (isSent)
    return (
      <AuthMessage
        title="Check your mail"
        workspaceName={workspaceName}
        link={{ href: signIn, label: "Back to sign-in" }}
      >
        If there is an account for that e-mail{workspaceName ? ` at ${workspaceName}` : ""}, a link to choose
        a new password is on its way. It works for 30 minutes.
      </AuthMessage>
    );
  return (
    <AuthShell
      title="Forgot your password?"
      description="We will mail you a link to choose a new one."
      workspaceName={workspaceName}
      footer={<TextLink href={signIn}>Back to sign-in</TextLink>}
    >
      <ForgotPasswordForm />
    </AuthShell>
  );
}

/** The page of a mailed reset link; without an address it is not good any more. Opening it changes nothing: mail scanners open links too. */
export function ResetPassword({
  workspaceName,
  token,
  email,
}: HostProps & { token: string; email?: string }) {
  if (email === undefined)
    return (
      <AuthMessage
        title="This link is used up"
        workspaceName={workspaceName}
        link={{ href: "/forgot-password", label: "Ask for a new link" }}
      >
        It has expired or was used already. A new link takes a minute.
      </AuthMessage>
    );
  return (
    <AuthShell
      title="Choose a new password"
      description={`For ${email}. You will be signed out everywhere and can sign in with the new one.`}
      workspaceName={workspaceName}
    >
      <ResetPasswordForm token={token} email={email} />
    </AuthShell>
  );
}
