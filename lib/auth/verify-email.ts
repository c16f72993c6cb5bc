import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, tenants, users } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import type { PlatformContext } from "@/lib/core/context";
import { invalidField } from "@/lib/core/errors";
import { platformCommand, platformQuery } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { checkCredentials, type User } from "./credentials";
import { burnToken, type EmailToken, findToken, usedUp } from "./email-tokens";
import { hashChosen } from "./hash-chosen";
import { assertStrong } from "./passwords";
import {
  accountToVerify,
  examplePassword,
  exampleSecret,
  newPasswordSchema,
  passwordSchema,
  secretSchema,
} from "./schema";
import { setPassword } from "./set-password";

/**
 * Marks an e-mail as verified by the link mailed to it. Anybody can open an account with anybody's address, so the link
 * alone blesses nothing: whoever confirms is signed in to the account here, knows its password, or chooses a new one, which
 * ends every session there was. Throws `invalid`.
 */
export const verifyEmail = platformCommand({
  name: "email.verify",
  summary: "Verify an e-mail by a mailed link",
  audience: "public",
  input: z.strictObject({
    token: secretSchema,
    password: passwordSchema.optional(),
    newPassword: newPasswordSchema.optional(),
  }),
  output: z.void(),
  emits: [],
  emitsNothing: "an e-mail is a person's, and no workspace's history tells of it",
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret, password: examplePassword },
  async prepare(context, { token, password, newPassword }) {
    const user = await withPlatform(async (db) => {
      const found = await findToken(db, "verify_email", token, null);
      return found && unverified(db, found);
    });
    if (!user) throw usedUp();
    if (newPassword !== undefined) return { user, passwordHash: await chosen(user, newPassword) };
    if (!isSignedIn(context, user)) await requirePassword(context, user, password ?? "");
    return { user };
  },
  async run({ db }, { token }, { user, passwordHash }) {
    const burnt = await burnToken(db, "verify_email", token, null);
    if (!(await unverified(db, burnt))) throw usedUp();
    if (passwordHash === undefined) return markVerified(db, user);
    await setPassword(db, user, passwordHash, { byMail: true });
  },
});

/** What the page of the link shows: the account and the workspaces one would answer for. Null for a link that is used up. */
export const describeVerification = platformQuery({
  name: "email.describe_verification",
  summary: "Show what a verification link answers for",
  audience: "public",
  input: z.strictObject({ token: secretSchema }),
  output: accountToVerify.nullable(),
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret },
  async run({ db, context }, { token }) {
    const found = await findToken(db, "verify_email", token, null);
    const user = found && (await unverified(db, found));
    if (!user) return null;
    const workspaces = await workspaceNames(db, user.id);
    return { email: user.email, workspaces, isSignedIn: isSignedIn(context, user) };
  },
  isBadLink: (found) => found === null,
});

/** The account of a link, while it has that address and nobody has confirmed it. */
async function unverified(db: PlatformDb, { userId, email }: EmailToken): Promise<User | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(
      and(
        eq(users.id, userId ?? ""),
        eq(sql`lower(${users.email})`, email.toLowerCase()),
        isNull(users.emailVerifiedAt),
      ),
    );
  return user ?? null;
}

const isSignedIn = ({ person }: PlatformContext, user: User): boolean => person?.id === user.id;

function chosen(user: User, newPassword: string): Promise<string> {
  assertStrong(newPassword, user, "newPassword");
  return hashChosen(user.email, newPassword);
}

async function requirePassword({ origin }: PlatformContext, { email }: User, password: string) {
  if (!(await checkCredentials({ email: email.toLowerCase(), password, ip: origin.ip })))
    throw invalidField("password", said("auth.refused.wrongOfAccount"));
}

/** Of the epoch it was seen in: where the password has been changed meanwhile, another has confirmed. */
async function markVerified(db: PlatformDb, { id, epoch }: User): Promise<void> {
  const now = clock.now();
  const [marked] = await db
    .update(users)
    .set({ emailVerifiedAt: now, updatedAt: now })
    .where(and(eq(users.id, id), eq(users.epoch, epoch)))
    .returning({ id: users.id });
  if (!marked) throw usedUp();
}

function workspaceNames(db: PlatformDb, userId: string) {
  return db
    .select({ name: tenants.name, slug: tenants.slug })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(tenants.slug))
    .limit(20);
}
