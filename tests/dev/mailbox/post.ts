import nodemailer, { type SendMailOptions } from "nodemailer";

/** Sends a mail over SMTP as the app would. */
export async function post(smtpUrl: string, mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport(smtpUrl);
  await transport.sendMail({ from: "Tenantry <hello@tenantry.test>", ...mail });
  transport.close();
}

export type Mail = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  links: string[];
  isRead: boolean;
  attachments: { filename: string; mimeType: string; sizeBytes: number }[];
};

export async function list(url: string, query = ""): Promise<Mail[]> {
  return (await fetch(`${url}/api/messages${query}`)).json();
}
