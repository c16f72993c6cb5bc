import { and, asc, count, desc, eq, ilike, or } from "drizzle-orm";
import { z } from "zod";
import { invitations, memberships, users } from "@/db/schema/platform";
import type { TenantContext } from "@/lib/core/context";
import { listOutput } from "@/lib/core/listing";
import { query } from "@/lib/core/operation";
import { featureUsage, usageOf } from "@/lib/entitlements/usage-of";
import { addressOf } from "@/lib/pictures/address";
import { clock } from "@/lib/platform/clock";
import { escapeLike } from "@/lib/platform/cursor";
import { foldedName, type ListMembersInput, lastSeenHere, listMembersInput, memberListing } from "./listing";
import { member, openInvitation } from "./schema";

/** A page of members: found by name or e-mail, narrowed to a role, sorted. */
export const listMembers = query({
  name: "member.list",
  summary: "List members",
  permission: "members:read",
  store: "platform",
  input: listMembersInput,
  output: listOutput(member),
  rest: "GET /members",
  example: { search: "ada" },
  run({ db, context }, asked) {
    const wanted = wantedOf(context, asked);
    const person = eq(users.id, memberships.userId);
    return memberListing.page(asked, {
      async count() {
        const [row] = await db
          .select({ total: count() })
          .from(memberships)
          .innerJoin(users, person)
          .where(wanted);
        return row?.total ?? 0;
      },
      async find({ sortKey, where, orderBy, limit, offset }) {
        const rows = await db
          .select({ ...columns, sortKey })
          .from(memberships)
          .innerJoin(users, person)
          .where(and(wanted, where))
          .orderBy(...orderBy)
          .limit(limit)
          .offset(offset);
        return rows.map((row) => ({ ...row, picture: addressOf(row.userId, row.picture) }));
      },
    });
  },
});

const columns = {
  id: memberships.id,
  userId: users.id,
  name: users.name,
  email: users.email,
  picture: users.picture,
  role: memberships.role,
  joinedAt: memberships.createdAt,
  lastSeenAt: lastSeenHere,
};

function wantedOf({ tenant }: TenantContext, { search, role }: ListMembersInput) {
  const pattern = search && `%${escapeLike(search)}%`;
  return and(
    eq(memberships.tenantId, tenant.id),
    role ? eq(memberships.role, role) : undefined,
    pattern ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
  );
}

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
      .orderBy(asc(foldedName), asc(memberships.id))
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
