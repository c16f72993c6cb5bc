import { eq } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import type { User } from "@/lib/auth/credentials";
import { findUser } from "@/lib/auth/credentials";
import type { EmailToken } from "@/lib/auth/email-tokens";
import { isEqual, sha256 } from "@/lib/platform/crypto";

export interface PendingSignUp {
  user: User | null;
  email: string;
  name: string;
  /** The hash of the password typed at sign-up, when whoever confirms is known to have typed it. */
  passwordHash: string | null;
  /** Whether the holder of the mailbox has to choose a password before the sign-up can be confirmed. */
  needsPassword: boolean;
}

/**
 * What confirming a sign-up comes to. Anybody can sign up with anybody's address, so a password typed before the mail is
 * trusted only in the browser that typed it; a verified account keeps its own, an unverified one may be an impostor's.
 */
export async function pendingSignUp(
  db: PlatformDb,
  token: EmailToken,
  browserKey = "",
): Promise<PendingSignUp> {
  const user = await ownerOf(db, token);
  const { name = "", passwordHash = "", browserHash = "" } = token.data;
  const isSameBrowser = isEqual(sha256(browserKey), browserHash);
  const isVerified = Boolean(user?.emailVerifiedAt && user.passwordHash);
  return {
    user,
    email: token.email,
    name: user?.name ?? name,
    passwordHash: isSameBrowser && !isVerified ? passwordHash : null,
    needsPassword: !isSameBrowser && !isVerified,
  };
}

/** By id where the account was known at sign-up; by e-mail where it may have been opened since. */
async function ownerOf(db: PlatformDb, { userId, email }: EmailToken): Promise<User | null> {
  if (!userId) return (await findUser(db, email))?.user ?? null;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  return user ?? null;
}
