import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/platform-command";
import { attemptMail } from "./attempts";
import { personOf } from "./person";
import { sendVerification } from "./send-verification";

/** Sends the person the link to verify their e-mail again; answers false when it is verified already. */
export const requestVerification = platformCommand({
  name: "email.request_verification",
  door: "person",
  reason: "An e-mail belongs to a person, whatever the number of workspaces.",
  input: z.strictObject({}),
  async run({ db, context }) {
    const person = personOf(context);
    const [user] = await db.select().from(users).where(eq(users.id, person.id));
    if (!user || user.emailVerifiedAt) return { isSent: false };
    await attemptMail(user.email, context.origin.ip);
    await sendVerification(db, user);
    return { isSent: true };
  },
});
