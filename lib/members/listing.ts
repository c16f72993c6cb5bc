import { sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, sessions, users } from "@/db/schema/platform";
import { listing } from "@/lib/core/listing";
import { roles } from "@/lib/core/permissions";
import { memberSearch } from "./schema";
import { membersPageSize } from "./values";

export const foldedName = sql<string>`lower(${users.name})`;

export const lastSeenHere = sql<Date | null>`(
  select max(${sessions.lastSeenAt}) from ${sessions}
   where ${sessions.tenantId} = ${memberships.tenantId} and ${sessions.userId} = ${memberships.userId})`.mapWith(
  sessions.lastSeenAt,
);

/** How members are listed. Whoever was never seen was seen before everybody else. */
export const memberListing = listing({
  filters: { search: memberSearch.optional(), role: z.enum(roles).optional() },
  sorts: {
    name: { key: foldedName, type: "text" },
    role: { key: sql`${memberships.role}::text`, type: "text" },
    joinedAt: { key: memberships.createdAt, type: "instant", isDescending: true },
    lastSeenAt: {
      key: sql`coalesce(${lastSeenHere}, timestamptz 'epoch')`,
      type: "instant",
      isDescending: true,
    },
  },
  defaultSort: "name",
  id: memberships.id,
  pageSize: membersPageSize,
});

export const listMembersInput = memberListing.input;
export type ListMembersInput = z.output<typeof listMembersInput>;
