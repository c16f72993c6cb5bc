import { MailLayout, MailRule } from "./mail-layout";
import { Link, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type FindWorkspacesProps = {
  /** Sign-in addresses of every workspace this person belongs to; empty if there is none. */
  workspaces: { name: string; url: string }[];
};

export function findWorkspacesSubject(_: FindWorkspacesProps): string {
  return "Your workspaces";
}

export function FindWorkspacesEmail({ workspaces }: FindWorkspacesProps) {
  return (
    <MailLayout
      preview="Where you can sign in"
      heading="Your workspaces"
      reason="Somebody asked for this list with your address. It was sent to you alone."
    >
      {workspaces.length === 0 ? (
        <Paragraph>
          This address belongs to no workspace. Ask a colleague to invite you, or create one.
        </Paragraph>
      ) : (
        <Paragraph>You can sign in to these:</Paragraph>
      )}
      {workspaces.map(({ name, url }, index) => (
        <div key={url}>
          {index > 0 ? <MailRule /> : null}
          <Paragraph>
            <strong>{quoted(name)}</strong>
            <br />
            <Link href={url}>{url}</Link>
          </Paragraph>
        </div>
      ))}
    </MailLayout>
  );
}
