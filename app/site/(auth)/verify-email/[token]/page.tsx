import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";
import { VerifyEmailForm } from "@/components/auth/verify-email-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { describeVerification } from "@/lib/auth/verify-email";
import { look } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Verify your e-mail" };

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const account = await look(describeVerification, { token });
  if (!account)
    return (
      <AuthMessage
        title="This link is used up"
        link={{ href: "/workspaces", label: "Go to your workspaces" }}
      >
        It has expired or was used already. If your e-mail is still not verified, ask for a new link on the
        account page of your workspace.
      </AuthMessage>
    );
  const { email, workspaces, isSignedIn } = account;
  return (
    <AuthShell
      title="Verify your e-mail"
      description={`Somebody opened an account with ${email}. If it was you, say so here. If not, close this page: the account stays unconfirmed.`}
    >
      {workspaces.length === 0 ? null : <Belongings workspaces={workspaces} />}
      <VerifyEmailForm token={token} email={email} isSignedIn={isSignedIn} />
    </AuthShell>
  );
}

function Belongings({ workspaces }: { workspaces: { name: string; slug: string }[] }) {
  return (
    <div className="mb-6 text-sm">
      <p>The account belongs to these workspaces:</p>
      <ul className="mt-1 list-disc pl-5">
        {workspaces.map(({ name, slug }) => (
          <li key={slug} className="break-words">
            {name} <span className="text-muted-foreground">({slug})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
