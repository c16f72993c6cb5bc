import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, minutes } from "@/lib/platform/clock";
import { on, spend } from "./attempts";
import { findUser } from "./credentials";
import { issueToken, lifetimes } from "./email-tokens";
import { linkOn } from "./links";

interface Wish {
  email: string;
  /** The workspace at whose door the password was given; null for the root domain. */
  tenantId: string | null;
  /** Where to go when the link has been used. */
  next: string;
}

/** Mails the link that finishes a sign-in to whoever gave the right password, three an hour at most. */
export async function proveByMail(wish: Wish): Promise<void> {
  if (await hasRoom(wish)) await withPlatform((db) => mailLink(db, wish));
}

async function hasRoom({ email, tenantId }: Wish): Promise<boolean> {
  try {
    await spend(on("mailTo", "signIn", tenantId ?? "root", email));
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}

async function mailLink(db: PlatformDb, { email, tenantId, next }: Wish): Promise<void> {
  const found = await findUser(db, email, tenantId ?? "");
  if (!found) return;
  const [host] = await db
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(eq(tenants.id, tenantId ?? ""));
  const { user, membershipId } = found;
  const data = { next, membershipId: membershipId ?? "" };
  const token = await issueToken(db, { purpose: "sign_in", email, user, tenantId, data });
  const url = linkOn(host ?? null, `/sign-in/${token}`);
  const words = { name: user.name, url, expiresInMinutes: lifetimes.sign_in / minutes(1) };
  await sendMail(db, email, "signInLink", words, { until: clock.in(lifetimes.sign_in) });
}
