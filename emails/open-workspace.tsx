import { MailLayout } from "./mail-layout";
import { Action, Facts, Link, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

// No name of the person, for the reason given in verify-email.tsx.
export type OpenWorkspaceProps = {
  workspaceName: string;
  address: string;
  /** Said here alone: the form that sent this answers everybody the same. */
  hasAccount: boolean;
  url: string;
  signInUrl: string;
  resetUrl: string;
};

export function openWorkspaceSubject(_: OpenWorkspaceProps): string {
  return "Confirm your new workspace";
}

export function OpenWorkspaceEmail({ workspaceName, address, hasAccount, ...links }: OpenWorkspaceProps) {
  return (
    <MailLayout
      preview="One more step, and your workspace is open"
      heading="Confirm your new workspace"
      reason="Somebody asked for a workspace with this address. If it was not you, ignore this mail: nothing is opened."
    >
      <Paragraph>Confirming opens this workspace, with you as its owner:</Paragraph>
      <Facts
        items={[
          ["Workspace", quoted(workspaceName)],
          ["Address", address],
        ]}
      />
      <Paragraph>
        {hasAccount
          ? "You already have an account: the page asks for its password, and the workspace is added to it."
          : "Confirming also creates your account."}
      </Paragraph>
      <Action href={links.url}>Confirm workspace</Action>
      {hasAccount ? <KnownLinks {...links} /> : null}
    </MailLayout>
  );
}

function KnownLinks({ signInUrl, resetUrl }: Pick<OpenWorkspaceProps, "signInUrl" | "resetUrl">) {
  return (
    <Paragraph>
      Looking for the workspaces you have? <Link href={signInUrl}>Sign in</Link>. Forgot the password?{" "}
      <Link href={resetUrl}>Choose a new one</Link>.
    </Paragraph>
  );
}
