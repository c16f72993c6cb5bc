import type { PlatformDb } from "@/db/tenant";
import { attemptFrom, attemptMail } from "@/lib/auth/attempts";
import { findUser, type User } from "@/lib/auth/credentials";
import { issueToken } from "@/lib/auth/email-tokens";
import { linkOn } from "@/lib/auth/links";
import { assertStrong, hashPassword } from "@/lib/auth/passwords";
import type { Tenant } from "@/lib/core/context";
import { AppError, invalidField } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/platform-command";
import { sendMail } from "@/lib/notifications/send-mail";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { signUpInput } from "./schema";
import { workspaceHere } from "./workspace-here";

/**
 * Asks to join the workspace whose host this is. Whoever the e-mail belongs to, the answer is the same and the rest goes by
 * mail. Throws `forbidden` where one joins by invitation, `invalid` where the e-mail's domain is not admitted.
 */
export const signUp = platformCommand({
  name: "member.sign_up",
  door: "public",
  reason: "Whoever signs up is not a member yet, and may be a person of other workspaces.",
  input: signUpInput,
  async run({ db, context }, { name, email, password }) {
    const tenant = workspaceHere(context);
    assertAdmitted(tenant, email);
    assertStrong(password, { email, name });
    await attemptFrom("signUp", context.origin.ip);
    await attemptMail(email, context.origin.ip);
    const found = await findUser(db, email, tenant.id);
    // Hashed in any case: the time it takes must not tell whether the e-mail has an account.
    const data = { name, passwordHash: await hashPassword(password) };
    const browserKey = newSecret();
    if (found?.isMember) {
      await mailMember(db, tenant, found.user);
    } else {
      const userId = found?.user.id;
      const kept = { ...data, browserHash: sha256(browserKey) };
      const token = await issueToken(db, {
        purpose: "sign_up",
        email,
        userId,
        tenantId: tenant.id,
        data: kept,
      });
      const url = linkOn(tenant, `/confirm/${token}`);
      await sendMail(db, email, "signUpConfirmation", { workspaceName: tenant.name, url });
    }
    return { browserKey };
  },
});

function assertAdmitted({ name, signUpPolicy, signUpDomains }: Tenant, email: string): void {
  if (signUpPolicy === "open") return;
  if (signUpPolicy === "invitation")
    throw new AppError(
      "forbidden",
      `${name} admits people by invitation. Ask somebody who works there to invite you.`,
    );
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (signUpDomains.includes(domain)) return;
  const admitted = signUpDomains.map((one) => `@${one}`).join(" or ");
  throw invalidField("email", `Use an e-mail that ends in ${admitted}, or ask for an invitation.`);
}

async function mailMember(db: PlatformDb, tenant: Tenant, { email, name }: User): Promise<void> {
  const signInUrl = linkOn(tenant, "/sign-in");
  const resetUrl = linkOn(tenant, "/forgot-password");
  await sendMail(db, email, "existingAccount", { name, signInUrl, resetUrl });
}
