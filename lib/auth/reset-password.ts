import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { sendMail } from "@/lib/notifications/send-mail";
import { burnToken } from "./email-tokens";
import { linkOn } from "./links";
import { assertStrong, hashPassword } from "./passwords";
import { tellHere } from "./person";
import { newPasswordSchema, secretSchema } from "./schema";
import { setPasswordByMail } from "./set-password";

/** Sets a new password by the mailed link and ends every session of the account. Does not sign in. */
export const resetPassword = platformCommand({
  name: "password.reset",
  door: "public",
  reason: "Whoever forgot their password cannot sign in.",
  input: z.strictObject({ token: secretSchema, password: newPasswordSchema }),
  async run(scope, { token, password }) {
    const { db, context } = scope;
    const { userId } = await burnToken(db, "reset_password", token, context.tenant?.id ?? null);
    const [user] = await db
      .select()
      .from(users)
      .where(eq(users.id, userId ?? ""));
    if (!user) throw new AppError("invalid", "This account no longer exists.");
    assertStrong(password, user);
    await setPasswordByMail(db, user.id, await hashPassword(password));
    const resetUrl = linkOn(context.tenant, "/forgot-password");
    await sendMail(db, user.email, "passwordChanged", { name: user.name, resetUrl });
    await tellHere(scope, user, "password.changed");
  },
});
