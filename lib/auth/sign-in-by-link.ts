import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { said } from "@/lib/platform/said";
import { findUser } from "./credentials";
import { burnToken, usedUp } from "./email-tokens";
import { recognize } from "./known-places";
import { tellHere } from "./person";
import { safePath } from "./safe-path";
import { exampleSecret, secretSchema, signedIn } from "./schema";
import { openSession } from "./tickets";

/**
 * Finishes a sign-in by the mailed link, in the browser that opens it. Throws `invalid` for a link that is not good any more,
 * `unauthenticated` for somebody who has left the workspace meanwhile.
 */
export const signInByLink = platformCommand({
  name: "session.create_by_link",
  summary: "Sign in by a mailed link",
  audience: "public",
  input: z.strictObject({ token: secretSchema }),
  output: signedIn,
  emits: ["session.created"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret },
  async run(scope, { token }) {
    const { db, context } = scope;
    const { tenant, origin } = context;
    if (tenant?.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
    const { email, userId, data } = await burnToken(db, "sign_in", token, tenant?.id ?? null);
    const found = await findUser(db, email, tenant?.id);
    if (found?.user.id !== userId) throw usedUp();
    if (tenant && (!found.membershipId || found.membershipId !== data.membershipId))
      throw new AppError("unauthenticated", said("auth.refused.notMember"));
    const ticket = await openSession(db, { ...found, tenantId: tenant?.id ?? null, origin });
    await recognize(found.user, origin.ip);
    await tellHere(scope, found.user, "session.created");
    return { ticket, next: safePath(data.next) };
  },
});
