import { z } from "zod";
import { invalidField } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { said } from "@/lib/platform/said";
import { on, spending } from "./attempts";
import { checkCredentials } from "./credentials";
import { linkOn } from "./links";
import { assertStrong, hashPassword } from "./passwords";
import { personOf, tellHere } from "./person";
import { examplePassword, newPasswordSchema, passwordSchema } from "./schema";
import { setPassword } from "./set-password";

/** Changes the person's own password, ends their other sessions and tells them by mail. Needs the current password. */
export const changePassword = platformCommand({
  name: "password.change",
  summary: "Change your password",
  audience: "person",
  input: z.strictObject({ currentPassword: passwordSchema, newPassword: newPasswordSchema }),
  output: z.void(),
  emits: ["password.changed"],
  emitsNothing: "the root domain keeps no history",
  rest: { none: "a password is its person's, and no key may change it" },
  example: { currentPassword: examplePassword, newPassword: "another made-up passphrase" },
  async prepare(context, { currentPassword, newPassword }) {
    const person = personOf(context);
    assertStrong(newPassword, person, "newPassword");
    if (newPassword === currentPassword)
      throw invalidField("newPassword", said("auth.refused.sameAsCurrent"));
    const { email, sessionId } = person;
    const claim = { email, password: currentPassword, ip: context.origin.ip, sessionId };
    const known = await checkCredentials(claim);
    if (!known) throw invalidField("currentPassword", said("auth.refused.wrongCurrent"), "password");
    // Each change is told by mail, to an address that need not be verified.
    const passwordHash = await spending([on("changePassword", person.id)], () => hashPassword(newPassword));
    return { user: known.user, passwordHash };
  },
  async run(scope, _, { user, passwordHash }) {
    const { db, context } = scope;
    const person = personOf(context);
    await setPassword(db, user, passwordHash, { keep: person.sessionId });
    const resetUrl = linkOn(context.tenant, "/forgot-password");
    await sendMail(db, person.email, "passwordChanged", { name: person.name, resetUrl });
    await tellHere(scope, person, "password.changed");
  },
});
