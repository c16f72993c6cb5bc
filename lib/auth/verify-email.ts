import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { burnToken } from "./email-tokens";
import { secretSchema } from "./schema";

/** Marks an e-mail as verified by the link mailed to it. Throws `invalid` when the link is not good any more. */
export const verifyEmail = platformCommand({
  name: "email.verify",
  door: "public",
  reason: "Whoever holds the link may be signed in elsewhere or nowhere.",
  input: z.strictObject({ token: secretSchema }),
  async run({ db }, { token }) {
    const { userId, email } = await burnToken(db, "verify_email", token, null);
    const now = clock.now();
    await db
      .update(users)
      .set({
        emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now.toISOString()}::timestamptz)`,
        updatedAt: now,
      })
      .where(and(eq(users.id, userId ?? ""), eq(sql`lower(${users.email})`, email)));
  },
});
