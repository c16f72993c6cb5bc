import { and, eq, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { said } from "@/lib/platform/said";
import { isRecognized } from "./known-places";
import { hashing, verifyPassword } from "./passwords";
import { attemptSignIn } from "./sign-in-attempts";

export type User = typeof users.$inferSelect;

/** An account, and its membership of the workspace that was asked about. */
export interface Known {
  user: User;
  membershipId: string | null;
}

interface Claim {
  email: string;
  password: string;
  ip: string | null;
  /** Asks for membership of this workspace too; an outsider is told what a wrong password is told. */
  memberOf?: string;
  /** Where somebody who is signed in proves themselves again: counted by that session, held up by nobody else. */
  sessionId?: string;
}

export interface Examined {
  known: Known | null;
  /** Whether the password alone is not enough just now. Does not depend on whether it was right. */
  needsProof: boolean;
  /** Whether the door may say so: it does to everybody. */
  isProofShown: boolean;
}

/**
 * The account an e-mail and a password belong to, or null. The attempt is counted before it is made. Takes as long as a hash,
 * so it is asked outside any transaction: what it found may have changed by the next, which `epoch` tells. Throws
 * `rate_limited`, or `unavailable` where too many wait for their hash.
 */
export const checkCredentials = async (claim: Claim): Promise<Known | null> => (await examine(claim)).known;

/**
 * The same, and whether a proof by mail has to come on top. A success that stands alone is taken back from every count of
 * failures.
 */
export const examine = (claim: Claim): Promise<Examined> =>
  hashing(claim.ip, async () => {
    const { email, password, ip, memberOf, sessionId } = claim;
    const { found, isKnown } = await withPlatform(async (db) => ({
      isKnown: sessionId !== undefined || (await isRecognized(db, email, ip)),
      found: await findUser(db, email, memberOf),
    }));
    const tried = { email, ip, tenantId: memberOf ?? null, isRecognized: isKnown, sessionId };
    const { succeed, ...proof } = await attemptSignIn(tried);
    const fits = await verifyPassword(found?.user.passwordHash, password);
    if (!found || !fits || (memberOf && !found.membershipId)) return { known: null, ...proof };
    // Where a proof has to follow, a right password must not show by what it is forgiven.
    if (!proof.needsProof) await succeed();
    return { known: found, ...proof };
  });

/** The account of an e-mail, and its membership of `tenantId`: one statement, whoever it is. */
export async function findUser(db: PlatformDb, email: string, tenantId = ""): Promise<Known | null> {
  const [row] = await db
    .select({ user: users, membershipId: memberships.id })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.tenantId, tenantId)))
    .where(eq(sql`lower(${users.email})`, email));
  return row ?? null;
}

/** Where a mailed link asks for a password on top: one text for a wrong one and for an account that is not there. */
export const wrongCredentials = () =>
  new AppError("unauthenticated", said("auth.refused.wrongCredentials"), {
    trace: "sign_in",
  });
