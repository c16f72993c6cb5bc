import { and, asc, desc, eq, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, memberships, sessions, users } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { query } from "@/lib/core/operation";
import { featureUsage, usageOf } from "@/lib/entitlements/usage-of";
import { addressOf } from "@/lib/pictures/address";
import { clock } from "@/lib/platform/clock";
import { type Cursor, escapeLike } from "@/lib/platform/cursor";
import { keyset } from "@/lib/platform/keyset";
import { pageOutput, paginate } from "@/lib/platform/paginate";
import { listMembersInput, member, openInvitation } from "./schema";
import { membersPageSize } from "./values";

const nameKey = sql<string>`lower(${users.name})`;
const byName = keyset({ key: nameKey, id: memberships.id, type: "text" });

/** A page of members by name, found by name or e-mail. */
export const listMembers = query({
  name: "member.list",
  summary: "List members",
  permission: "members:read",
  store: "platform",
  input: listMembersInput,
  output: pageOutput(member),
  rest: "GET /members",
  example: { search: "ada" },
  run: ({ db, context }, { search, ...cursors }) =>
    paginate(cursors, {
      size: membersPageSize,
      find: (from, isBackward) => findMembers(db, context.tenant.id, { search, from, isBackward }),
      cursorOf: ({ key, id }) => ({ key, id }),
    }),
});

interface Found {
  search: string | undefined;
  from: Cursor | null;
  isBackward: boolean;
}

async function findMembers(db: WorkspaceDb, tenantId: string, { search, from, isBackward }: Found) {
  const pattern = search ? `%${escapeLike(search)}%` : undefined;
  const rows = await db
    .select({
      id: memberships.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      picture: users.picture,
      role: memberships.role,
      joinedAt: memberships.createdAt,
      lastSeenAt: lastSeenHere,
      key: nameKey,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        pattern ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
        byName.beyond(from, isBackward),
      ),
    )
    .orderBy(...byName.orderBy(isBackward))
    .limit(membersPageSize + 1);
  return rows.map((row) => ({ ...row, picture: addressOf(row.userId, row.picture) }));
}

const lastSeenHere = sql<Date | null>`(
  select max(${sessions.lastSeenAt}) from ${sessions}
   where ${sessions.tenantId} = ${memberships.tenantId} and ${sessions.userId} = ${memberships.userId})`.mapWith(
  sessions.lastSeenAt,
);

/** Everybody's name, for a choice among members; the first 500 of them. */
export const listMemberNames = query({
  name: "member.list_names",
  summary: "List everybody's name",
  permission: "members:read",
  store: "platform",
  input: z.strictObject({}),
  output: z.array(member.pick({ id: true, userId: true, name: true, email: true, picture: true })),
  rest: { none: "what a choice among members draws; GET /members tells it" },
  example: {},
  async run({ db, context }) {
    const { id: userId, name, email, picture } = users;
    const rows = await db
      .select({ id: memberships.id, userId, name, email, picture })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.tenantId, context.tenant.id))
      .orderBy(asc(nameKey), asc(memberships.id))
      .limit(500);
    return rows.map((row) => ({ ...row, picture: addressOf(row.userId, row.picture) }));
  },
});

/** Invitations nobody has answered yet, newest first; a lapsed one stays until it is sent again or withdrawn. */
export const listInvitations = query({
  name: "invitation.list",
  summary: "List open invitations",
  permission: "members:manage",
  store: "platform",
  input: z.strictObject({}),
  output: z.array(openInvitation),
  rest: "GET /invitations",
  example: {},
  async run({ db, context }) {
    const rows = await db
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        expiresAt: invitations.expiresAt,
        invitedByName: users.name,
      })
      .from(invitations)
      .leftJoin(users, eq(users.id, invitations.invitedBy))
      .where(and(eq(invitations.tenantId, context.tenant.id), eq(invitations.status, "pending")))
      .orderBy(desc(invitations.id))
      .limit(200);
    return rows.map((row) => ({ ...row, isExpired: row.expiresAt <= clock.now() }));
  },
});

/** Seats taken, and how many the plan and the extra seats allow. */
export const seatUsage = query({
  name: "member.seat_usage",
  summary: "Tell how many seats are taken",
  permission: "members:read",
  store: "platform",
  input: z.strictObject({}),
  output: featureUsage,
  rest: { none: "GET /limits tells it of every limit" },
  example: {},
  run: ({ db, context }) => usageOf(db, context.tenant.id, "seats"),
});
