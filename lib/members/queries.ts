import { and, asc, desc, eq, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, memberships, sessions, users } from "@/db/schema/platform";
import type { TenantDb } from "@/db/tenant";
import { query } from "@/lib/core/query";
import { entitlementOf, limitOf } from "@/lib/entitlements/limits";
import { clock } from "@/lib/platform/clock";
import { type Cursor, escapeLike } from "@/lib/platform/cursor";
import { turnPage } from "@/lib/platform/turn-page";
import { listMembersInput } from "./schema";
import { occupiedSeats } from "./seat-limit";
import { membersPageSize } from "./values";

const nameKey = sql<string>`lower(${users.name})`;

/** A page of members by name, found by name or e-mail; `lastSeenAt` is null for who never signed in here. */
export const listMembers = query({
  name: "member.list",
  permission: "members:read",
  input: listMembersInput,
  run: ({ db, context }, { search, ...place }) =>
    turnPage(place, {
      size: membersPageSize,
      find: (from, isBackward) => findMembers(db, context.tenant.id, { search, from, isBackward }),
      cursorOf: ({ key, id }) => ({ key, id }),
    }),
});
export type MemberRow = Awaited<ReturnType<typeof listMembers.run>>["items"][number];

interface Found {
  search: string | undefined;
  from: Cursor | null;
  isBackward: boolean;
}

function findMembers(db: TenantDb, tenantId: string, { search, from, isBackward }: Found) {
  const pattern = search ? `%${escapeLike(search)}%` : undefined;
  const order = isBackward ? desc : asc;
  return db
    .select({
      id: memberships.id,
      userId: users.id,
      name: users.name,
      email: users.email,
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
        from ? beyond(from, isBackward) : undefined,
      ),
    )
    .orderBy(order(nameKey), order(memberships.id))
    .limit(membersPageSize + 1);
}

const beyond = ({ key, id }: Cursor, isBackward: boolean) =>
  sql`(${nameKey}, ${memberships.id}) ${isBackward ? sql`<` : sql`>`} (${key}, ${id})`;

const lastSeenHere = sql<Date | null>`(
  select max(${sessions.lastSeenAt}) from ${sessions}
   where ${sessions.tenantId} = ${memberships.tenantId} and ${sessions.userId} = ${memberships.userId})`.mapWith(
  sessions.lastSeenAt,
);

/** Everybody's name, for a choice among members; the first 500 of them. */
export const listMemberNames = query({
  name: "member.list_names",
  permission: "members:read",
  input: z.strictObject({}),
  run: ({ db, context }) =>
    db
      .select({ id: memberships.id, userId: users.id, name: users.name, email: users.email })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.tenantId, context.tenant.id))
      .orderBy(asc(nameKey), asc(memberships.id))
      .limit(500),
});

/** Invitations nobody has answered yet, newest first; a lapsed one stays until it is sent again or withdrawn. */
export const listInvitations = query({
  name: "invitation.list",
  permission: "members:manage",
  input: z.strictObject({}),
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
export type InvitationRow = Awaited<ReturnType<typeof listInvitations.run>>[number];

/** Seats taken, and how many the plan and the extra seats allow. */
export const seatUsage = query({
  name: "member.seat_usage",
  permission: "members:read",
  input: z.strictObject({}),
  async run({ db, context }) {
    const entitlement = await entitlementOf(db, context.tenant.id);
    return { used: await occupiedSeats(db), limit: limitOf(entitlement, "seats") };
  },
});
