import { MailLayout } from "./mail-layout";
import { Paragraph } from "./mail-parts";

export type QuoteReceivedProps = Record<string, never>;

export function quoteReceivedSubject(_: QuoteReceivedProps): string {
  return "Your request for a quote has arrived";
}

export function QuoteReceivedEmail(_: QuoteReceivedProps) {
  return (
    <MailLayout
      preview="We will write to you at this address"
      heading="Your request has arrived"
      reason="Somebody asked for a quote with your address. If it was not you, ignore this mail."
    >
      <Paragraph>We have your request for a quote, and we will answer to this address.</Paragraph>
    </MailLayout>
  );
}
