import { inArray } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import { alongside, type StoreDb } from "@/db/tenant";

/** The names of those of these people who are members of the workspace, by their user ids. */
export async function memberNames(
  db: StoreDb,
  tenantId: string,
  userIds: string[],
): Promise<Map<string, string>> {
  // Of the people there are, a workspace's transaction sees its members.
  const rows = await alongside(db, tenantId, (beside) =>
    beside.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, userIds)),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
