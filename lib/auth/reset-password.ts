import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { memberships, users } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { said } from "@/lib/platform/said";
import { burnToken, type EmailToken, findToken, usedUp } from "./email-tokens";
import { hashChosen } from "./hash-chosen";
import { recognize } from "./known-places";
import { linkOn } from "./links";
import { assertStrong } from "./passwords";
import { tellHere } from "./person";
import { examplePassword, exampleSecret, newPasswordSchema, secretSchema } from "./schema";
import { setPassword } from "./set-password";
import { clearFailures } from "./sign-in-attempts";

/** Sets a new password by the mailed link and ends every session of the account. Does not sign in. */
export const resetPassword = platformCommand({
  name: "password.reset",
  summary: "Set a new password by a mailed link",
  audience: "public",
  input: z.strictObject({ token: secretSchema, password: newPasswordSchema }),
  output: z.void(),
  emits: ["password.changed"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret, password: examplePassword },
  async prepare({ tenant }, { token, password }) {
    const user = await withPlatform(async (db) => {
      const found = await findToken(db, "reset_password", token, tenant?.id ?? null);
      if (!found) throw usedUp();
      return accountOf(db, found);
    });
    assertStrong(password, user);
    return hashChosen(user.email, password);
  },
  async run(scope, { token }, passwordHash) {
    const { db, context } = scope;
    const burnt = await burnToken(db, "reset_password", token, context.tenant?.id ?? null);
    const user = await accountOf(db, burnt);
    const seen = { id: user.id, epoch: burnt.userEpoch };
    const epoch = await setPassword(db, seen, passwordHash, { byMail: true });
    const resetUrl = linkOn(context.tenant, "/forgot-password");
    await sendMail(db, user.email, "passwordChanged", { name: user.name, resetUrl });
    await clearFailures(user.email.toLowerCase(), context.origin.ip);
    await recognize({ email: user.email, epoch }, context.origin.ip);
    await tellHere(scope, user, "password.changed");
  },
});

/** As it is now: the address may be another's by this time, and the membership of the workspace gone. */
async function accountOf(db: PlatformDb, { userId, tenantId, email }: EmailToken) {
  const [found] = await db
    .select({ user: users, membershipId: memberships.id })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.tenantId, tenantId ?? "")))
    .where(eq(users.id, userId ?? ""));
  if (found?.user.email.toLowerCase() !== email.toLowerCase()) throw usedUp();
  if (tenantId && !found.membershipId) throw new AppError("invalid", said("auth.refused.noLongerMember"));
  return found.user;
}
