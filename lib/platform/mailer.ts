import { createTransport, type Transporter } from "nodemailer";
import { Resend } from "resend";
import { env } from "@/env";
import { seconds } from "./clock";
import { refusalIn } from "./mail-refused";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The provider drops a second mail of the same key, so that a job may run twice. */
  idempotencyKey: string;
}

let transport: Transporter | undefined;

/**
 * With how long a server may say nothing before it is given up, where the address itself does not say: the job tries again,
 * and its place is free for others. The library takes such options from the address alone.
 */
function patient(address: string): string {
  const url = new URL(address);
  const limits = { connectionTimeout: seconds(10), greetingTimeout: seconds(10), socketTimeout: seconds(15) };
  for (const [name, ms] of Object.entries(limits))
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(ms));
  return url.href;
}

/** Nobody wrote it: holidays and forms that answer by themselves keep still (RFC 3834). */
const headers = { "Auto-Submitted": "auto-generated" };

/**
 * Sends one mail by Resend or SMTP, whichever is set. Throws `MailRefused` when SMTP will never take it, and anything else
 * when it was not taken this time, so that the job tries again.
 */
export async function deliver(mail: Mail): Promise<void> {
  const { RESEND_API_KEY, SMTP_URL, MAIL_FROM: from } = env();
  const { to, subject, html, text, idempotencyKey } = mail;
  if (RESEND_API_KEY) {
    const { error } = await new Resend(RESEND_API_KEY).emails.send(
      { from, to, subject, html, text, headers },
      { idempotencyKey },
    );
    if (error) throw new Error(`Resend did not take the mail: ${error.message}`);
    return;
  }
  if (!SMTP_URL) throw new Error("Neither RESEND_API_KEY nor SMTP_URL is set; the mail waits in the queue");
  transport ??= createTransport(patient(SMTP_URL));
  const messageId = `<${idempotencyKey}@${hostOf(from)}>`;
  const address = { name: "", address: to };
  await transport.sendMail({ from, to: address, subject, html, text, headers, messageId }).catch((thrown) => {
    throw refusalIn(thrown);
  });
}

/** The host of a sender such as `Example <hello@example.com>`. */
const hostOf = (sender: string): string => /@([^\s<>@]+)>?\s*$/.exec(sender)?.[1] ?? "localhost";
