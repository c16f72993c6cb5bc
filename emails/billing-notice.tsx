import { type BillingNoticeKind, billingNotices } from "./billing-notices";
import { MailLayout } from "./mail-layout";
import { Action, Facts, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type BillingNoticeProps = {
  workspaceName: string;
  /** The workspace's billing page. */
  url: string;
  notice: BillingNoticeKind;
  /** Amounts, dates and names as shown: "$99.00", "4 December 2026". */
  facts: Record<string, string>;
};

export function billingNoticeSubject({ notice, ...props }: BillingNoticeProps): string {
  return billingNotices[notice](props).subject;
}

/** Every mail about money looks the same: what happened, the facts in a list, the one thing to do. */
export function BillingNoticeEmail({ notice, ...props }: BillingNoticeProps) {
  const workspaceName = quoted(props.workspaceName);
  const { heading, paragraphs, facts, button } = billingNotices[notice]({ ...props, workspaceName });
  const shown = facts.filter(([, value]) => value !== "");
  return (
    <MailLayout
      preview={paragraphs[0]}
      heading={heading}
      reason={`Sent to the people who manage billing at ${workspaceName}.`}
    >
      {paragraphs.map((text) => (
        <Paragraph key={text}>{text}</Paragraph>
      ))}
      {shown.length > 0 ? <Facts items={shown} /> : null}
      <Action href={button.href}>{button.label}</Action>
    </MailLayout>
  );
}
