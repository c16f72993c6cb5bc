import { Logger, runOnce } from "graphile-worker";
import { connection } from "@/db/client";
import { mailResetLinkJob } from "@/lib/auth/request-password-reset";
import { openProps } from "@/lib/notifications/send-mail";
import { mailAddressesJob } from "@/lib/onboarding/find-workspaces";
import { asOwner } from "../tenancy/clients";

export interface QueuedMail {
  to: string;
  template: string;
  props: Record<string, string>;
  sender: string;
  /** When it makes sense no more, in ISO 8601. */
  until: string | null;
}

/** Mail that waits in the queue for one address, oldest first, with what is sealed in it opened. */
export async function queuedMail(to: string): Promise<QueuedMail[]> {
  await decideAboutMail();
  const { rows } = await asOwner((owner) =>
    owner.query<{ payload: Omit<QueuedMail, "props"> & { sealed: string; key: string } }>(
      `select j.payload from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'mail.send' and j.payload->>'to' = $1 order by j.id`,
      [to],
    ),
  );
  return rows.map(({ payload: { template, sender, until, sealed, key } }) => {
    const props: QueuedMail["props"] = JSON.parse(JSON.stringify(openProps({ to, sealed, key })));
    return { to, template, sender, until, props };
  });
}

async function decideAboutMail(): Promise<void> {
  await runOnce({
    pgPool: connection("jobs").pool,
    taskList: {
      [mailResetLinkJob.name]: (payload) => mailResetLinkJob.run(mailResetLinkJob.payload.parse(payload)),
      [mailAddressesJob.name]: (payload) => mailAddressesJob.run(mailAddressesJob.payload.parse(payload)),
    },
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
  });
}
