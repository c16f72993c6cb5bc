import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/platform";
import { platformCommand } from "@/lib/core/operation";
import { personOf } from "./person";
import { sendVerification } from "./send-verification";

/** Sends the person the link to verify their e-mail again; answers false when it is verified already. */
export const requestVerification = platformCommand({
  name: "email.request_verification",
  summary: "Send the link that verifies your e-mail again",
  audience: "person",
  input: z.strictObject({}),
  output: z.object({ isSent: z.boolean() }),
  emits: [],
  emitsNothing: "an e-mail is a person's, and no workspace's history tells of it",
  rest: { none: "an e-mail is a person's, and a key is not a person" },
  example: {},
  async run({ db, context }) {
    const person = personOf(context);
    const [user] = await db.select().from(users).where(eq(users.id, person.id));
    if (!user || user.emailVerifiedAt) return { isSent: false };
    await sendVerification(db, user, context.origin);
    return { isSent: true };
  },
});
