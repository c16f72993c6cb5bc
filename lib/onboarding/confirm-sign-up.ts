import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { burnToken, findToken } from "@/lib/auth/email-tokens";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import { setPasswordByMail } from "@/lib/auth/set-password";
import { invalidField } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { enter, join } from "./join";
import { type PendingSignUp, pendingSignUp } from "./pending-sign-up";
import { confirmSignUpInput, signUpReference } from "./schema";
import { workspaceHere } from "./workspace-here";

/**
 * Completes a sign-up by the mailed link: the person exists, is a member, and is signed in. Throws `invalid` for a link that
 * is not good any more or a missing password, `limit_exceeded` when the workspace is full.
 */
export const confirmSignUp = platformCommand({
  name: "member.confirm_sign_up",
  door: "public",
  reason: "Whoever confirms is not a member yet.",
  input: confirmSignUpInput,
  async run(scope, { token, browserKey, password }) {
    const tenant = workspaceHere(scope.context);
    const burnt = await burnToken(scope.db, "sign_up", token, tenant.id);
    const pending = await pendingSignUp(scope.db, burnt, browserKey);
    const user = await settlePerson(scope.db, pending, password);
    await join(scope, { tenant, user, role: tenant.signUpRole });
    return enter(scope, { tenant, user });
  },
});

/** What the page of a confirmation link shows; null when the link is not good any more. Changes nothing. */
export const describeSignUp = platformCommand({
  name: "member.describe_sign_up",
  door: "public",
  reason: "Whoever confirms is not a member yet.",
  input: signUpReference,
  async run({ db, context }, { token, browserKey }) {
    const found = await findToken(db, "sign_up", token, context.tenant?.id ?? null);
    if (!found) return null;
    const { email, name, needsPassword } = await pendingSignUp(db, found, browserKey);
    return { email, name, needsPassword };
  },
});

async function settlePerson(db: PlatformDb, pending: PendingSignUp, password: string | undefined) {
  const { user, name, email } = pending;
  if (user?.emailVerifiedAt && user.passwordHash) return user;
  const passwordHash = pending.passwordHash ?? (await chosenHash(password, pending));
  if (user) {
    await setPasswordByMail(db, user.id, passwordHash);
    return user;
  }
  const person = { id: newId("user"), name, email };
  await db.insert(users).values({ ...person, passwordHash, emailVerifiedAt: clock.now() });
  return person;
}

async function chosenHash(password: string | undefined, person: PendingSignUp): Promise<string> {
  if (!password) throw invalidField("password", "Choose a password.");
  assertStrong(password, person);
  return hashPassword(password);
}
