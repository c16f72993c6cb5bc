import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type UsageWarningProps = {
  workspaceName: string;
  /** As shown: "API calls". */
  metric: string;
  percent: 80 | 100;
  /** As shown: "40,000", "0.8 GB". */
  used: string;
  limit: string;
  /** More than the limit is let in and billed. */
  isSoft: boolean;
  /** Not billed by the plan's price, which is in no currency of theirs: what is above the limit is as was agreed. */
  isAgreed?: boolean;
  url: string;
};

export function usageWarningSubject({ metric, percent }: UsageWarningProps): string {
  return `Your workspace has used ${percent === 100 ? "all" : `${percent}%`} of its ${metric}`;
}

export function UsageWarningEmail(props: UsageWarningProps) {
  const { metric, percent, used, limit, isSoft, url } = props;
  const workspaceName = quoted(props.workspaceName);
  return (
    <MailLayout
      preview={`${used} of ${limit}`}
      heading={percent === 100 ? `${metric}: the plan is used up` : `${metric}: ${percent}% used`}
      reason={`Sent to the people who manage billing at ${workspaceName}.`}
    >
      <Paragraph>
        {workspaceName} has used {used} of the {limit} its plan includes.
      </Paragraph>
      <Paragraph>{consequence(props)}</Paragraph>
      <Action href={url}>{isSoft ? "See the usage" : "See usage and plans"}</Action>
    </MailLayout>
  );
}

function consequence({ percent, isSoft, isAgreed }: UsageWarningProps): string {
  if (isSoft && isAgreed)
    return "Nothing stops at the limit: what is used above it is as was agreed with us.";
  if (isSoft) {
    return percent === 100
      ? "Nothing stops: what is used from here on is billed with the next invoice."
      : "Nothing stops at the limit: what is used above it is billed with the next invoice.";
  }
  return percent === 100
    ? "Nothing more is let in until the next period begins or a larger plan is chosen. Nothing is deleted."
    : "At the limit nothing more is let in until the next period begins or a larger plan is chosen.";
}
