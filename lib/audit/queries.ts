import { and, asc, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import { events } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { query } from "@/lib/core/operation";
import type { Cursor } from "@/lib/platform/cursor";
import { isOwnId } from "@/lib/platform/id";
import { pageOutput, paginate } from "@/lib/platform/paginate";
import { auditEvent, listEventsInput, pageSize } from "./schema";

/** What happened in the workspace, newest first, 50 at a time: who, what, when and from where. */
export const listEvents = query({
  name: "audit.list",
  summary: "List what happened in the workspace",
  permission: "audit:read",
  input: listEventsInput,
  output: pageOutput(auditEvent),
  rest: "GET /events",
  example: { noun: "project", risk: "none" },
  async run({ db, context }, { cursor, before, ...filter }) {
    const { items, ...page } = await paginate(
      { cursor, before },
      {
        size: pageSize,
        find: (from, isBackward) => findRows(db, context.tenant.id, filter, from, isBackward),
        cursorOf: ({ id, type }) => ({ key: type, id }),
      },
    );
    return { ...page, items: items.map((row) => ({ ...row, subjectId: ownId(row.subjectId) })) };
  },
});

type Filter = Omit<z.output<typeof listEventsInput>, "cursor" | "before">;

/** The rows beyond a cursor, or the first ones, one more than a page if there are more. */
function findRows(
  db: TenantDb,
  tenantId: string,
  { noun, actorId, risk }: Filter,
  from: Cursor | null,
  isBackward: boolean,
) {
  return db
    .select()
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        noun ? sql`${events.type} like ${`${noun}.%`}` : undefined,
        risk === "none" ? isNull(events.risk) : risk && eq(events.risk, risk),
        actorId ? eq(events.actorId, actorId) : undefined,
        from ? (isBackward ? gt : lt)(events.id, from.id) : undefined,
      ),
    )
    .orderBy(isBackward ? asc(events.id) : desc(events.id))
    .limit(pageSize + 1);
}

/** The history of billing names its subjects by the vendor's ids, which are no part of what we promise. */
const ownId = (id: string | null): string | null => (id !== null && isOwnId(id) ? id : null);
