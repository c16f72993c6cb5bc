import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { invalidField } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { checkCredentials } from "./credentials";
import { burnTokensOf } from "./email-tokens";
import { endSessions } from "./end-sessions";
import { linkOn } from "./links";
import { assertStrong, hashPassword } from "./passwords";
import { personOf, tellHere } from "./person";
import { newPasswordSchema, passwordSchema } from "./schema";

/** Changes the person's own password, ends their other sessions and tells them by mail. Needs the current password. */
export const changePassword = platformCommand({
  name: "password.change",
  door: "person",
  reason: "A password belongs to a person, whatever the number of workspaces.",
  input: z.strictObject({ currentPassword: passwordSchema, newPassword: newPasswordSchema }),
  async run(scope, { currentPassword, newPassword }) {
    const { db, context } = scope;
    const person = personOf(context);
    assertStrong(newPassword, person, "newPassword");
    if (newPassword === currentPassword)
      throw invalidField("newPassword", "Choose a password that differs from the current one.");
    const claim = { email: person.email, password: currentPassword, ip: context.origin.ip };
    if (!(await checkCredentials(db, claim)))
      throw invalidField("currentPassword", "That is not your current password.");
    const passwordHash = await hashPassword(newPassword);
    await db.update(users).set({ passwordHash, updatedAt: clock.now() }).where(eq(users.id, person.id));
    await endSessions(db, person.id, { except: person.sessionId });
    await burnTokensOf(db, "reset_password", person.id);
    const resetUrl = linkOn(context.tenant, "/forgot-password");
    await sendMail(db, person.email, "passwordChanged", { name: person.name, resetUrl });
    await tellHere(scope, person, "password.changed");
  },
});
