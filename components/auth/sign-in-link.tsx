import { AuthMessage } from "@/components/auth/auth-message";
import { AuthShell } from "@/components/shell/auth-shell";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { signInByLinkAction } from "@/lib/auth/actions";

interface SignInLinkProps {
  token: string;
  isGood: boolean;
  workspaceName?: string;
}

/** Behind the link that finishes a sign-in: a button, because mail scanners open links too. */
export function SignInLink({ token, isGood, workspaceName }: SignInLinkProps) {
  if (!isGood)
    return (
      <AuthMessage
        title="This link is used up"
        workspaceName={workspaceName}
        link={{ href: "/sign-in", label: "Sign in" }}
      >
        It has expired or was used already. Sign in again to get a new one.
      </AuthMessage>
    );
  return (
    <AuthShell
      title="Finish signing in"
      description="Use the button only if it was you who just entered your password."
      workspaceName={workspaceName}
    >
      <ActionForm action={signInByLinkAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Sign in</SubmitButton>
      </ActionForm>
    </AuthShell>
  );
}
