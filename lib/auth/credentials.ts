import { and, eq, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { addressBlock } from "@/lib/platform/address";
import { attempt } from "./attempts";
import { verifyPassword } from "./passwords";

export type User = typeof users.$inferSelect;

interface Claim {
  email: string;
  password: string;
  ip: string | null;
  /** Asks for membership of this workspace too; an outsider is told what a wrong password is told. */
  memberOf?: string;
}

/**
 * The user an e-mail and a password belong to, or null. Counts the attempt first and takes it back on success; throws
 * `rate_limited` after five failures in 15 minutes from one address.
 */
export async function checkCredentials(db: PlatformDb, claim: Claim): Promise<User | null> {
  const { email, password, ip, memberOf } = claim;
  const { refund } = await attempt("signIn", email, addressBlock(ip));
  const found = await findUser(db, email, memberOf);
  const fits = await verifyPassword(found?.user.passwordHash, password);
  if (!found || !fits || (memberOf && !found.isMember)) return null;
  await refund();
  return found.user;
}

/** The account of an e-mail, and whether it is a member of `tenantId`: one statement, whoever it is. */
export async function findUser(
  db: PlatformDb,
  email: string,
  tenantId = "",
): Promise<{ user: User; isMember: boolean } | null> {
  const [row] = await db
    .select({ user: users, membership: memberships.id })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.tenantId, tenantId)))
    .where(eq(sql`lower(${users.email})`, email));
  return row ? { user: row.user, isMember: row.membership !== null } : null;
}

/** One text for a wrong password, an unknown e-mail and an outsider, so that it does not tell which. */
export const wrongCredentials = () =>
  new AppError("unauthenticated", "That e-mail and password do not fit. Check both, or reset your password.");
