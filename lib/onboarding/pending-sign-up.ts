import { type PlatformDb, withPlatform } from "@/db/tenant";
import { findUser } from "@/lib/auth/credentials";
import { type EmailToken, findToken } from "@/lib/auth/email-tokens";
import type { PlatformContext } from "@/lib/core/context";
import { isEqual, sha256 } from "@/lib/platform/crypto";
import { type Claim, claimMode, type Proof, proveClaim } from "./claim";

/**
 * What confirming a sign-up comes to, decided by how things stand now. Anybody can sign up with anybody's address, so what
 * was typed before the mail is trusted only in the browser that typed it.
 */
export async function pendingSignUp(
  db: PlatformDb,
  { email, data }: EmailToken,
  person: PlatformContext["person"],
  browserKey = "",
): Promise<Claim> {
  const user = (await findUser(db, email))?.user ?? null;
  const { name, passwordHash, browserHash = "" } = data;
  const mode = claimMode(user, person, isEqual(sha256(browserKey), browserHash));
  const isKept = mode === "one_click" || mode === "password";
  return { email, user, mode, name: isKept ? user?.name : name, passwordHash };
}

/** What the link of a sign-up needs that takes long; nothing for a link that is not good, which is refused when it is used. */
export async function provePendingSignUp(
  context: PlatformContext,
  purpose: "sign_up" | "open_workspace",
  { token, browserKey, ...given }: { token: string; browserKey?: string; name?: string; password?: string },
): Promise<Proof> {
  const claim = await withPlatform(async (db) => {
    const found = await findToken(db, purpose, token, context.tenant?.id ?? null);
    return found && pendingSignUp(db, found, context.person, browserKey);
  });
  return claim ? proveClaim(context, claim, given) : {};
}
