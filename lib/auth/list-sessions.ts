import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions, tenants } from "@/db/schema/platform";
import { platformQuery } from "@/lib/core/operation";
import { deviceOf } from "./device";
import { personOf } from "./person";
import { session } from "./schema";

/** The person's live sessions on every host, this one first, then by last use. */
export const listSessions = platformQuery({
  name: "session.list",
  summary: "List your sessions",
  audience: "person",
  input: z.strictObject({}),
  output: z.array(session),
  rest: { none: "sessions are a person's own, and a key is not a person" },
  example: {},
  async run({ db, context }) {
    const person = personOf(context);
    const rows = await db
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        ip: sessions.ip,
        lastSeenAt: sessions.lastSeenAt,
        workspaceName: tenants.name,
      })
      .from(sessions)
      .leftJoin(tenants, eq(tenants.id, sessions.tenantId))
      .where(
        and(
          eq(sessions.userId, person.id),
          isNull(sessions.ticketHash),
          sql`exists (select from platform.living_session(${sessions.id}))`,
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
