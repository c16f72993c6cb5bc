import { MailLayout } from "./mail-layout";
import { Action, Paragraph } from "./mail-parts";
import { quoted } from "./quoted";

export type WebhookFailingProps = {
  workspaceName: string;
  /** Nothing more is sent to it; otherwise a warning. */
  isDisabled: boolean;
  url: string;
};

export function webhookFailingSubject({ isDisabled }: WebhookFailingProps): string {
  return isDisabled ? "A webhook endpoint was disabled" : "A webhook endpoint is failing";
}

export function WebhookFailingEmail(props: WebhookFailingProps) {
  const { isDisabled, url } = props;
  const workspaceName = quoted(props.workspaceName);
  return (
    <MailLayout
      preview={isDisabled ? "Nothing more is sent to it" : "Events do not arrive"}
      heading={isDisabled ? "Webhook endpoint disabled" : "Webhook endpoint failing"}
      reason={`Sent to the people who manage webhooks at ${workspaceName}.`}
    >
      <Paragraph>
        {isDisabled
          ? `${workspaceName} sends nothing more to one of its webhook endpoints. What it missed can be sent again once you resume it.`
          : `No event of ${workspaceName} has reached one of its webhook endpoints for more than a day. After five days of nothing but failures we stop sending.`}
      </Paragraph>
      <Action href={url}>See the endpoint</Action>
    </MailLayout>
  );
}
