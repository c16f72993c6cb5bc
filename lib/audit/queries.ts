import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import { events } from "@/db/schema/tenant";
import { query } from "@/lib/core/query";
import { turnPage } from "@/lib/platform/turn-page";
import { listEventsInput, pageSize } from "./schema";

/** What happened in the workspace, newest first, 50 at a time: who, what, when and from where. */
export const listEvents = query({
  name: "audit.list",
  permission: "audit:read",
  input: listEventsInput,
  run: ({ db, context }, { noun, actorId, ...place }) =>
    turnPage(place, {
      size: pageSize,
      find: (from, isBackward) =>
        db
          .select()
          .from(events)
          .where(
            and(
              eq(events.tenantId, context.tenant.id),
              noun ? sql`${events.type} like ${`${noun}.%`}` : undefined,
              actorId ? eq(events.actorId, actorId) : undefined,
              from ? (isBackward ? gt : lt)(events.id, from.id) : undefined,
            ),
          )
          .orderBy(isBackward ? asc(events.id) : desc(events.id))
          .limit(pageSize + 1),
      cursorOf: ({ id, type }) => ({ key: type, id }),
    }),
});
export type EventRow = Awaited<ReturnType<typeof listEvents.run>>["items"][number];
