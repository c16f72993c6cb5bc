import { and, eq, getTableColumns, gte, ilike, isNull, lt, or, sql } from "drizzle-orm";
import { events } from "@/db/schema/tenant";
import { listOutput } from "@/lib/core/listing";
import { query } from "@/lib/core/operation";
import { escapeLike } from "@/lib/platform/cursor";
import { isOwnId } from "@/lib/platform/id";
import { eventListing, type ListEventsInput, listEventsInput } from "./listing";
import { auditEvent } from "./schema";

/** What happened in the workspace, newest first, 50 at a time unless said: who, what, when and from where. */
export const listEvents = query({
  name: "audit.list",
  summary: "List what happened in the workspace",
  permission: "audit:read",
  input: listEventsInput,
  output: listOutput(auditEvent),
  rest: "GET /events",
  example: { noun: "project", risk: "none" },
  async run({ db, context }, asked) {
    const wanted = and(eq(events.tenantId, context.tenant.id), ...conditions(asked));
    const { items, ...page } = await eventListing.page(asked, {
      count: () => db.$count(events, wanted),
      find: ({ sortKey, where, orderBy, limit, offset }) =>
        db
          .select({ ...columns, sortKey })
          .from(events)
          .where(and(wanted, where))
          .orderBy(...orderBy)
          .limit(limit)
          .offset(offset),
    });
    return { ...page, items: items.map((row) => ({ ...row, subjectId: ownId(row.subjectId) })) };
  },
});

const { tenantId, requestId, ...columns } = getTableColumns(events);

function conditions({ search, noun, actorId, actorKind, risk, since, until }: ListEventsInput) {
  const pattern = search && `%${escapeLike(search)}%`;
  return [
    pattern ? or(ilike(events.actorLabel, pattern), ilike(events.subjectLabel, pattern)) : undefined,
    noun ? sql`${events.type} like ${`${noun}.%`}` : undefined,
    actorId ? eq(events.actorId, actorId) : undefined,
    actorKind ? eq(events.actorKind, actorKind) : undefined,
    risk === "none" ? isNull(events.risk) : risk && eq(events.risk, risk),
    since ? gte(events.createdAt, new Date(since)) : undefined,
    until ? lt(events.createdAt, new Date(until)) : undefined,
  ];
}

/** The history of billing names its subjects by the vendor's ids, which are no part of what we promise. */
const ownId = (id: string | null): string | null => (id !== null && isOwnId(id) ? id : null);
