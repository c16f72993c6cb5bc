import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { checkCredentials, wrongCredentials } from "./credentials";
import { tellHere } from "./person";
import { emailSchema, nextPathSchema, passwordSchema } from "./schema";
import { openSession } from "./tickets";

/**
 * Signs in on the host that was asked: to a workspace as its member, or to the root domain as a person. The ticket becomes
 * the cookie. Throws `unauthenticated`, `rate_limited`, or `forbidden` for a suspended workspace.
 */
export const signIn = platformCommand({
  name: "session.create",
  door: "public",
  reason: "Nobody is signed in yet, and a person exists outside of any workspace.",
  input: z.strictObject({ email: emailSchema, password: passwordSchema, next: nextPathSchema }),
  async run(scope, { email, password, next }) {
    const { db, context } = scope;
    const { tenant, origin } = context;
    if (tenant?.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
    const user = await checkCredentials(db, { email, password, ip: origin.ip, memberOf: tenant?.id });
    if (!user) throw wrongCredentials();
    const ticket = await openSession(db, { userId: user.id, tenantId: tenant?.id ?? null, origin });
    await tellHere(scope, user, "session.created");
    return { ticket, next };
  },
});
