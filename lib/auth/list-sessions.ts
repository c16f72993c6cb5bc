import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions, tenants } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { deviceOf } from "./device";
import { personOf } from "./person";

/** The person's live sessions on every host, this one first, then by last use. */
export const listSessions = platformCommand({
  name: "session.list",
  door: "person",
  reason: "A person's sessions are spread over all the workspaces they work in.",
  input: z.strictObject({}),
  async run({ db, context }) {
    const person = personOf(context);
    const rows = await db
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        ip: sessions.ip,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        workspaceName: tenants.name,
      })
      .from(sessions)
      .leftJoin(tenants, eq(tenants.id, sessions.tenantId))
      .where(
        and(
          eq(sessions.userId, person.id),
          isNull(sessions.revokedAt),
          isNull(sessions.ticketHash),
          gt(sessions.expiresAt, clock.now()),
          sql`${sessions.lastSeenAt} > now() - interval '14 days'`,
        ),
      )
      .orderBy(desc(eq(sessions.id, person.sessionId)), desc(sessions.lastSeenAt))
      .limit(100);
    return rows.map(({ userAgent, ...row }) => ({
      ...row,
      device: deviceOf(userAgent),
      isCurrent: row.id === person.sessionId,
    }));
  },
});
