import { MailLayout } from "./mail-layout";
import { Facts, Paragraph } from "./mail-parts";
import { parted, quoted } from "./quoted";

export type QuoteRequestedProps = {
  company: string;
  seats: number;
  /** Several lines, as they were typed. */
  needs: string;
  /** As shown: "Within a month". */
  start: string;
  /** The workspace it was asked from; null for somebody outside. */
  slug: string | null;
};

export function quoteRequestedSubject({ seats }: QuoteRequestedProps): string {
  return `Somebody asks for a quote for ${seats} ${seats === 1 ? "member" : "members"}`;
}

export function QuoteRequestedEmail({ company, seats, needs, start, slug }: QuoteRequestedProps) {
  return (
    <MailLayout
      preview={start}
      heading="A request for a quote"
      reason="Sent to whoever runs this installation. npm run cli -- quotes list shows it, with the address to answer to."
    >
      <Facts
        items={[
          ["Company", quoted(company)],
          ["Members", String(seats)],
          ["Start", start],
          ["Workspace", slug ?? "none: asked from the site"],
        ]}
      />
      {needs.split("\n").map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and two may say the same
        <Paragraph key={at}>{parted(line)}</Paragraph>
      ))}
    </MailLayout>
  );
}
