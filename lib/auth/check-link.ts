import { z } from "zod";
import { platformCommand } from "@/lib/core/platform-command";
import { findToken } from "./email-tokens";
import { secretSchema } from "./schema";

/** Whether a mailed link is still good, for the page that opens it. Opening uses nothing up: mail scanners open links too. */
export const checkLink = platformCommand({
  name: "link.check",
  door: "public",
  reason: "Whoever holds the link may be signed in elsewhere or nowhere.",
  input: z.strictObject({ purpose: z.enum(["verify_email", "reset_password"]), token: secretSchema }),
  async run({ db, context }, { purpose, token }) {
    return (await findToken(db, purpose, token, context.tenant?.id ?? null)) !== null;
  },
});
