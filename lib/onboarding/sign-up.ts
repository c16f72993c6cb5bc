import { from, mailing, spending } from "@/lib/auth/attempts";
import { findUser } from "@/lib/auth/credentials";
import { issueToken, lifetimes } from "@/lib/auth/email-tokens";
import { linkOn } from "@/lib/auth/links";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import { examplePassword } from "@/lib/auth/schema";
import type { Tenant } from "@/lib/core/context";
import { AppError, invalidField } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { admissionRule, isAdmitted } from "./admission";
import { askedHere, signUpInput } from "./schema";
import { workspaceHere } from "./workspace-here";

/**
 * Asks to join the workspace whose host this is. Whoever the e-mail belongs to, the steps and the answer are the same and the
 * rest goes by mail. Throws `forbidden` where one joins by invitation, `invalid` where the domain is not admitted.
 */
export const signUp = platformCommand({
  name: "member.sign_up",
  summary: "Ask to join a workspace",
  audience: "public",
  input: signUpInput,
  output: askedHere,
  emits: [],
  emitsNothing: "nobody has joined before the link is used",
  rest: { none: "who opens an account proves it by mail, in a browser" },
  example: { name: "Kim Østergaard", email: "kim@example.com", password: examplePassword },
  async prepare(context, { name, email, password }) {
    assertAdmitted(workspaceHere(context), email);
    assertStrong(password, { email, name });
    const charges = [...from("signUp", context.origin.ip), ...mailing("signUp", email, context)];
    return spending(charges, () => hashPassword(password));
  },
  async run(scope, { name, email }, passwordHash) {
    const { db, context } = scope;
    const tenant = workspaceHere(context);
    const browserKey = newSecret();
    const data = { name, passwordHash, browserHash: sha256(browserKey) };
    // Also for a member, who is never mailed its secret: leaving it out would tell who is one.
    const token = await issueToken(db, { purpose: "sign_up", email, tenantId: tenant.id, data });
    await mailAnswer(scope, tenant, email, token);
    return { browserKey };
  },
});

function assertAdmitted(tenant: Tenant, email: string): void {
  if (isAdmitted(tenant, email)) return;
  const rule = admissionRule(tenant);
  throw tenant.signUpPolicy === "invitation" ? new AppError("forbidden", rule) : invalidField("email", rule);
}

/** One mail, whoever it is; a member is told that they have an account already. */
async function mailAnswer({ db }: PlatformScope, tenant: Tenant, email: string, token: string) {
  const found = await findUser(db, email, tenant.id);
  const until = clock.in(lifetimes.sign_up);
  if (!found?.membershipId) {
    const url = linkOn(tenant, `/confirm/${token}`);
    return sendMail(db, email, "signUpConfirmation", { workspaceName: tenant.name, url }, { until });
  }
  const signInUrl = linkOn(tenant, "/sign-in");
  const resetUrl = linkOn(tenant, "/forgot-password");
  return sendMail(db, email, "existingAccount", { name: found.user.name, signInUrl, resetUrl }, { until });
}
