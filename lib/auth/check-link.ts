import { z } from "zod";
import { platformQuery } from "@/lib/core/operation";
import { findToken } from "./email-tokens";
import { exampleSecret, secretSchema } from "./schema";

/**
 * Whose account a mailed link is for, for the page that opens it; null where it is not good any more. Opening uses nothing
 * up: mail scanners open links too.
 */
export const checkLink = platformQuery({
  name: "link.check",
  summary: "Check whether a mailed link is still good",
  audience: "public",
  input: z.strictObject({
    purpose: z.enum(["verify_email", "reset_password", "sign_in"]),
    token: secretSchema,
  }),
  output: z.object({ email: z.string() }).nullable(),
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { purpose: "reset_password", token: exampleSecret },
  async run({ db, context }, { purpose, token }) {
    const found = await findToken(db, purpose, token, context.tenant?.id ?? null);
    return found && { email: found.email };
  },
  isBadLink: (found) => found === null,
});
