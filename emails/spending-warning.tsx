import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type SpendingWarningProps = {
  workspaceName: string;
  percent: 50 | 80 | 100;
  /** As shown: "$40.00". */
  spent: string;
  limit: string;
  /** Use stops at the limit. */
  isHard: boolean;
  /** The day the period ends, as shown. */
  until: string;
  url: string;
};

export function spendingWarningSubject({ percent, limit }: SpendingWarningProps): string {
  return percent === 100
    ? `Your workspace has reached its spending limit of ${limit}`
    : `Your workspace has spent ${percent}% of its limit of ${limit}`;
}

export function SpendingWarningEmail(props: SpendingWarningProps) {
  const { percent, spent, limit, url } = props;
  const workspaceName = quoted(props.workspaceName);
  return (
    <MailLayout
      preview={`${spent} of ${limit}`}
      heading={percent === 100 ? "Spending limit reached" : `${percent}% of the spending limit reached`}
      reason={`Sent to the people who manage billing at ${workspaceName}.`}
    >
      <Paragraph>
        {workspaceName} has used {spent} beyond its plan in this billing period. Its limit is {limit}.
      </Paragraph>
      <Paragraph>{consequence(props)}</Paragraph>
      <Action href={url}>See billing</Action>
    </MailLayout>
  );
}

function consequence({ percent, isHard, until }: SpendingWarningProps): string {
  if (!isHard) return "Nothing stops at the limit: what is used above it is billed with the next invoice.";
  return percent === 100
    ? `API calls are refused until ${until}. Raise or remove the limit to let them in again at once.`
    : `At the limit API calls are refused until ${until}. You can raise or remove it at any time.`;
}
