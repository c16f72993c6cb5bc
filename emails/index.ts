import { render, toPlainText } from "@react-email/render";
import { type ComponentType, createElement } from "react";
import { BillingNoticeEmail, billingNoticeSubject } from "./billing-notice";
import { ExistingAccountEmail, existingAccountSubject } from "./existing-account";
import { FindWorkspacesEmail, findWorkspacesSubject } from "./find-workspaces";
import { InvitationEmail, invitationSubject } from "./invitation";
import { MemberRemovedEmail, memberRemovedSubject } from "./member-removed";
import { OpenWorkspaceEmail, openWorkspaceSubject } from "./open-workspace";
import { PasswordChangedEmail, passwordChangedSubject } from "./password-changed";
import { QuoteReceivedEmail, quoteReceivedSubject } from "./quote-received";
import { QuoteRequestedEmail, quoteRequestedSubject } from "./quote-requested";
import { ResetPasswordEmail, resetPasswordSubject } from "./reset-password";
import { SignInLinkEmail, signInLinkSubject } from "./sign-in-link";
import { SignInsFailedEmail, signInsFailedSubject } from "./sign-ins-failed";
import { SignUpConfirmationEmail, signUpConfirmationSubject } from "./sign-up-confirmation";
import { SpendingWarningEmail, spendingWarningSubject } from "./spending-warning";
import { UsageWarningEmail, usageWarningSubject } from "./usage-warning";
import { VerifyEmailEmail, verifyEmailSubject } from "./verify-email";
import { WebhookFailingEmail, webhookFailingSubject } from "./webhook-failing";

const templates = {
  verifyEmail: { Body: VerifyEmailEmail, subject: verifyEmailSubject },
  resetPassword: { Body: ResetPasswordEmail, subject: resetPasswordSubject },
  signInLink: { Body: SignInLinkEmail, subject: signInLinkSubject },
  signInsFailed: { Body: SignInsFailedEmail, subject: signInsFailedSubject },
  invitation: { Body: InvitationEmail, subject: invitationSubject },
  signUpConfirmation: { Body: SignUpConfirmationEmail, subject: signUpConfirmationSubject },
  openWorkspace: { Body: OpenWorkspaceEmail, subject: openWorkspaceSubject },
  existingAccount: { Body: ExistingAccountEmail, subject: existingAccountSubject },
  findWorkspaces: { Body: FindWorkspacesEmail, subject: findWorkspacesSubject },
  passwordChanged: { Body: PasswordChangedEmail, subject: passwordChangedSubject },
  memberRemoved: { Body: MemberRemovedEmail, subject: memberRemovedSubject },
  usageWarning: { Body: UsageWarningEmail, subject: usageWarningSubject },
  spendingWarning: { Body: SpendingWarningEmail, subject: spendingWarningSubject },
  quoteRequested: { Body: QuoteRequestedEmail, subject: quoteRequestedSubject },
  quoteReceived: { Body: QuoteReceivedEmail, subject: quoteReceivedSubject },
  webhookFailing: { Body: WebhookFailingEmail, subject: webhookFailingSubject },
  billingNotice: { Body: BillingNoticeEmail, subject: billingNoticeSubject },
};

export type MailTemplate = keyof typeof templates;
export type MailProps = { [T in MailTemplate]: Parameters<(typeof templates)[T]["subject"]>[0] };
export type RenderedMail = { subject: string; html: string; text: string };

/** A mail as subject, HTML and plain text. `props` are those of the template, as `MailProps` has them. */
export async function renderMail(name: string, props: Record<string, unknown>): Promise<RenderedMail> {
  const { Body, subject } = templateOf(name);
  const html = await render(createElement(Body, props));
  return { subject: oneLine(subject(props)), html, text: toPlainText(html) };
}

type AnyTemplate = {
  Body: ComponentType<Record<string, unknown>>;
  subject: (props: Record<string, unknown>) => string;
};

/** Props come back from a job's JSON. They were checked against `MailProps` by the compiler where they were queued. */
function templateOf(name: string): AnyTemplate {
  if (!Object.hasOwn(templates, name)) throw new Error(`No mail template is called "${name}"`);
  return templates[name as MailTemplate] as AnyTemplate;
}

/** Subjects hold names people chose: a line break in one would start a header of its own. */
function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > 150 ? `${flat.slice(0, 149)}…` : flat;
}
