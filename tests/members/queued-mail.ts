import { sql } from "drizzle-orm";
import { connection } from "@/db/client";

export interface QueuedMail {
  to: string;
  template: string;
  props: Record<string, string>;
}

/** Mail that waits in the queue for one address, oldest first. */
export async function queuedMail(to: string): Promise<QueuedMail[]> {
  const { rows } = await connection().db.execute<{ payload: QueuedMail }>(sql`
    select j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'mail.send' and j.payload->>'to' = ${to} order by j.id`);
  return rows.map((row) => row.payload);
}
