import { and, asc, eq, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, users } from "@/db/schema/platform";
import { query } from "@/lib/core/operation";
import { escapeLike } from "@/lib/platform/cursor";
import { member, suggestMembersInput } from "./schema";

const suggestionsShown = 5;

/** The members whose name or e-mail holds the words, for a palette: by name, five at most. */
export const suggestMembers = query({
  name: "member.suggest",
  summary: "Find members while somebody types",
  permission: "members:read",
  store: "platform",
  input: suggestMembersInput,
  output: z.array(member.pick({ id: true, name: true, email: true })),
  rest: { none: "GET /members?search= finds them" },
  example: { search: "ada" },
  run({ db, context }, { search }) {
    const pattern = `%${escapeLike(search)}%`;
    return db
      .select({ id: memberships.id, name: users.name, email: users.email })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.tenantId, context.tenant.id),
          or(ilike(users.name, pattern), ilike(users.email, pattern)),
        ),
      )
      .orderBy(asc(sql`lower(${users.name})`), asc(memberships.id))
      .limit(suggestionsShown);
  },
});
