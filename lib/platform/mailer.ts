import { createTransport, type Transporter } from "nodemailer";
import { Resend } from "resend";
import { env } from "@/env";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The provider drops a second mail of the same key, so that a job may run twice. */
  idempotencyKey: string;
}

let transport: Transporter | undefined;

/** Sends one mail by Resend or SMTP, whichever is set. Throws when it was not taken, so that the job tries again. */
export async function deliver(mail: Mail): Promise<void> {
  const { RESEND_API_KEY, SMTP_URL, MAIL_FROM: from } = env();
  const { to, subject, html, text, idempotencyKey } = mail;
  if (RESEND_API_KEY) {
    const { error } = await new Resend(RESEND_API_KEY).emails.send(
      { from, to, subject, html, text },
      { idempotencyKey },
    );
    if (error) throw new Error(`Resend did not take the mail: ${error.message}`);
    return;
  }
  if (!SMTP_URL) throw new Error("Neither RESEND_API_KEY nor SMTP_URL is set; the mail waits in the queue");
  transport ??= createTransport(SMTP_URL);
  await transport.sendMail({
    from,
    to: { name: "", address: to },
    subject,
    html,
    text,
    messageId: `<${idempotencyKey}@tenantry>`,
  });
}
