import PostalMime, { type Attachment } from "postal-mime";
import { ulid } from "ulid";
import { z } from "zod";
import { findLinks } from "./links";

const attachmentSchema = z.object({
  filename: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number(),
  contentBase64: z.string(),
});

export const messageSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  from: z.string(),
  /** Everyone it was delivered to, blind copies included. */
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  /** Web addresses in the order of their first appearance. */
  links: z.array(z.string()),
  isRead: z.boolean(),
  attachments: z.array(attachmentSchema),
});
export type Message = z.infer<typeof messageSchema>;

/** Reads a mail as it came over SMTP; `recipients` are the envelope's. */
export async function parseMessage(raw: Buffer, recipients: string[]): Promise<Message> {
  const mail = await PostalMime.parse(raw);
  const text = mail.text ?? "";
  const html = mail.html ?? null;
  return {
    id: `mail_${ulid()}`,
    receivedAt: new Date().toISOString(),
    from: formatAddress(mail.from),
    to: recipients,
    subject: mail.subject ?? "",
    text,
    html,
    links: findLinks(html, text),
    isRead: false,
    attachments: mail.attachments.map(keepAttachment),
  };
}

function formatAddress(from: { name?: string; address?: string } | undefined): string {
  if (!from?.address) return "unknown sender";
  return from.name ? `${from.name} <${from.address}>` : from.address;
}

function keepAttachment({ filename, mimeType, content }: Attachment) {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
  return {
    filename: filename ?? "attachment",
    mimeType,
    sizeBytes: bytes.length,
    contentBase64: bytes.toString("base64"),
  };
}
