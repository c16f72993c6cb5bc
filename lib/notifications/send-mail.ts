import { z } from "zod";
import type { Tx } from "@/db/client";
import { type MailProps, type MailTemplate, renderMail } from "@/emails";
import { enqueue, job } from "@/lib/core/job";
import { deliver } from "@/lib/platform/mailer";

/** Renders and sends one mail. The provider drops a repeat by the key, because a job may run twice. */
export const sendMailJob = job({
  name: "mail.send",
  payload: z.object({
    to: z.string(),
    template: z.string(),
    props: z.record(z.string(), z.unknown()),
    key: z.string(),
  }),
  async run({ to, template, props, key }) {
    const mail = await renderMail(template, props);
    await deliver({ to, ...mail, idempotencyKey: key });
  },
});

/** Queues a mail in the caller's transaction. */
export async function sendMail<T extends MailTemplate>(
  db: Tx,
  to: string,
  template: T,
  props: MailProps[T],
): Promise<void> {
  await enqueue(db, sendMailJob, { to, template, props, key: crypto.randomUUID() });
}
