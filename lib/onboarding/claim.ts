import { and, eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { checkCredentials, type User, wrongCredentials } from "@/lib/auth/credentials";
import { hashChosen } from "@/lib/auth/hash-chosen";
import { assertStrong } from "@/lib/auth/passwords";
import { newPasswordSchema } from "@/lib/auth/schema";
import { setPassword } from "@/lib/auth/set-password";
import type { PlatformContext } from "@/lib/core/context";
import { AppError, invalidField } from "@/lib/core/errors";
import type { PlatformScope } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";
import type { ClaimMode } from "./schema";

/** The link went to `email`; what else is known of its holder. */
export interface Claim {
  email: string;
  user: User | null;
  mode: ClaimMode;
  /** Typed where the link was asked for, maybe by a stranger. */
  name?: string;
  passwordHash?: string;
}

interface Given {
  name?: string;
  password?: string;
}

export interface Claimant {
  id: string;
  name: string;
  email: string;
  epoch: number;
}

export function claimMode(
  user: User | null,
  person: PlatformContext["person"],
  isTypedHere = false,
): ClaimMode {
  if (person) return person.id === user?.id ? "one_click" : "wrong_account";
  // Whoever registered an address without verifying it need not hold it; the link went to who does.
  if (user?.emailVerifiedAt && user.passwordHash) return "password";
  return isTypedHere ? "typed" : "new_password";
}

/** What a claim needs that takes long: the account whose password was given, or the hash of a new one. */
export interface Proof {
  user?: User;
  passwordHash?: string;
}

/**
 * Proves a claim before the transaction that settles it begins. Throws `unauthenticated` for a wrong password, `invalid` at
 * the fields of a new person.
 */
export async function proveClaim({ origin }: PlatformContext, claim: Claim, given: Given): Promise<Proof> {
  const { mode, email, user, passwordHash } = claim;
  if (mode === "wrong_account" || mode === "one_click") return {};
  if (mode === "password") {
    if (given.password === undefined) throw invalidField("password", said("auth.refused.enterPassword"));
    const known = await checkCredentials({ email, password: given.password, ip: origin.ip });
    if (!user || !known) throw wrongCredentials();
    return { user: known.user };
  }
  const name = nameOf(claim, given);
  if (mode === "typed" && passwordHash) return { passwordHash };
  const chosen = newPasswordSchema.safeParse(given.password);
  if (!chosen.success)
    throw invalidField("password", chosen.error.issues[0]?.message ?? said("auth.refused.choosePassword"));
  assertStrong(chosen.data, { name, email });
  return { passwordHash: await hashChosen(email, chosen.data) };
}

/**
 * The person behind a link, once they have proven it; their e-mail counts as verified from now on. Throws `conflict` where
 * the account is no longer as it was when they did.
 */
export async function settleClaim(
  { db }: PlatformScope,
  claim: Claim,
  given: Given,
  { user: proven, passwordHash }: Proof,
): Promise<Claimant> {
  const { mode, email, user } = claim;
  if (mode === "wrong_account")
    throw new AppError("conflict", said("onboarding.refused.wrongAccount", { email }));
  if (mode === "one_click" && user) return markVerified(db, user);
  if (mode === "password") {
    if (!user || proven?.id !== user.id || proven.epoch !== user.epoch) throw changedMeanwhile();
    return user;
  }
  if (!passwordHash) throw changedMeanwhile();
  const name = nameOf(claim, given);
  return user ? takeOver(db, user, name, passwordHash) : createPerson(db, { name, email, passwordHash });
}

const changedMeanwhile = () => new AppError("conflict", said("auth.refused.accountChanged"));

function nameOf(claim: Claim, given: Given): string {
  const name = given.name ?? claim.name;
  if (!name) throw invalidField("name", said("onboarding.refused.enterName"));
  return name;
}

async function markVerified(db: PlatformDb, user: User): Promise<Claimant> {
  const now = clock.now().toISOString();
  await db
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now}::timestamptz)` })
    .where(and(eq(users.id, user.id), eq(users.epoch, user.epoch)));
  return user;
}

/** Also for an account that was registered with this address but never verified: it is the holder's from now on. */
async function takeOver(db: PlatformDb, user: User, name: string, passwordHash: string): Promise<Claimant> {
  const epoch = await setPassword(db, user, passwordHash, { byMail: true });
  await db.update(users).set({ name }).where(eq(users.id, user.id));
  return { ...user, name, epoch };
}

async function createPerson(
  db: PlatformDb,
  person: { name: string; email: string; passwordHash: string },
): Promise<Claimant> {
  const [created] = await db
    .insert(users)
    .values({ id: newId("usr"), emailVerifiedAt: clock.now(), ...person })
    .onConflictDoNothing()
    .returning();
  if (!created) throw new AppError("conflict", said("onboarding.refused.openedMeanwhile"));
  return created;
}
