import { z } from "zod";
import type { Tx } from "@/db/client";
import { type MailProps, type MailTemplate, renderMail } from "@/emails";
import { enqueue, job } from "@/lib/core/job";
import { clock } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { log } from "@/lib/platform/log";
import { MailRefused } from "@/lib/platform/mail-refused";
import { deliver } from "@/lib/platform/mailer";
import { open, seal } from "@/lib/platform/seal";
import { type Sender, senders, withinMailbox } from "./mailbox-budget";

const purpose = "mail";

/**
 * Renders and sends one mail. What it says is sealed until then, because it holds links that let somebody in. The
 * provider drops a repeat by the key, because a job may run twice.
 */
export const sendMailJob = job({
  name: "mail.send",
  payload: z.object({
    to: z.string(),
    template: z.string(),
    sealed: z.string(),
    key: z.string(),
    sender: z.enum(senders).default("anybody"),
    until: instant.nullable().default(null),
  }),
  async run({ to, template, sealed, key, sender, until }) {
    if (until && until <= clock.now())
      return log().warn({ template }, "a mail was not sent: its time is over");
    try {
      await withinMailbox({ to, template, sender, until }, async () => {
        const mail = await renderMail(template, openProps({ to, sealed, key }));
        await deliver({ to, ...mail, idempotencyKey: key });
      });
    } catch (thrown) {
      if (!(thrown instanceof MailRefused)) throw thrown;
      // Another attempt would only harm our name with that server. Its words may quote the address, so they are left out.
      log().error({ template }, thrown.message);
    }
  },
});

interface MailOptions {
  /** When it makes sense no more, because its link is dead by then; it is not sent after that. */
  until?: Date;
  /** Who asked for it; anybody, unless the caller knows better. */
  sender?: Sender;
}

/** Queues a mail in the caller's transaction. */
export async function sendMail<T extends MailTemplate>(
  db: Tx,
  to: string,
  template: T,
  props: MailProps[T],
  { until, sender = "anybody" }: MailOptions = {},
): Promise<void> {
  const key = crypto.randomUUID();
  const sealed = seal(purpose, contextOf(to, key), JSON.stringify(props));
  await enqueue(db, sendMailJob, {
    ...{ to, template, sealed, key, sender },
    until: until?.toISOString() ?? null,
  });
}

/** What a queued mail says. Throws where it was sealed for another address or another mail. */
export function openProps({ to, sealed, key }: { to: string; sealed: string; key: string }) {
  return propsSchema.parse(JSON.parse(open(purpose, contextOf(to, key), sealed)));
}

const propsSchema = z.record(z.string(), z.unknown());
const contextOf = (to: string, key: string): string => JSON.stringify(["mail.send", to, key]);
