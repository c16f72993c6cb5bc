import { MessagePage } from "@/components/shell/message-page";

const commands = [
  { line: "npm run cli -- tenant list", does: "lists every workspace with its plan and status" },
  {
    line: 'npm run cli -- tenant suspend <slug> --reason "…"',
    does: "closes a workspace; nothing is deleted",
  },
  { line: "npm run cli -- tenant reactivate <slug>", does: "opens a suspended workspace again" },
];

/** Nothing here acts and nobody signs in: the command line asks for access to the server instead. */
export default function ConsolePage() {
  return (
    <MessagePage
      title="Operators work from the command line"
      description={
        <>
          <p>
            This address is kept for the operators of the platform. It has no pages yet; run these on the
            server.
          </p>
          <dl className="mt-6 grid gap-4">
            {commands.map(({ line, does }) => (
              <div key={line}>
                <dt>
                  <code className="block rounded-md border bg-muted px-3 py-2 text-foreground text-sm">
                    {line}
                  </code>
                </dt>
                <dd className="mt-1 text-sm">{does}</dd>
              </div>
            ))}
          </dl>
        </>
      }
    />
  );
}
