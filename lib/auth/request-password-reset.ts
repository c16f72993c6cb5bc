import { z } from "zod";
import { platformCommand } from "@/lib/core/platform-command";
import { sendMail } from "@/lib/notifications/send-mail";
import { minutes } from "@/lib/platform/clock";
import { attemptMail } from "./attempts";
import { findUser } from "./credentials";
import { issueToken, lifetimes } from "./email-tokens";
import { linkOn } from "./links";
import { emailSchema } from "./schema";

/** Mails a reset link to an account of this host, and answers the same where there is none. */
export const requestPasswordReset = platformCommand({
  name: "password.request_reset",
  door: "public",
  reason: "Whoever forgot their password cannot sign in.",
  input: z.strictObject({ email: emailSchema }),
  async run({ db, context: { tenant, origin } }, { email }) {
    await attemptMail(email, origin.ip);
    const found = await findUser(db, email, tenant?.id);
    if (!found || (tenant && !found.isMember)) return { isAccepted: true };
    const { id: userId, name } = found.user;
    const token = await issueToken(db, {
      purpose: "reset_password",
      email,
      userId,
      tenantId: tenant?.id ?? null,
    });
    const url = linkOn(tenant, `/reset-password/${token}`);
    const expiresInMinutes = lifetimes.reset_password / minutes(1);
    await sendMail(db, email, "resetPassword", { name, url, expiresInMinutes });
    return { isAccepted: true };
  },
});
