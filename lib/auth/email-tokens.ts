import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { emailTokens } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock, hours, minutes } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";

export type EmailToken = typeof emailTokens.$inferSelect;
export type Purpose = EmailToken["purpose"];

export const lifetimes: Record<Purpose, number> = {
  verify_email: hours(24),
  reset_password: minutes(30),
  sign_up: hours(24),
};

interface Issue {
  purpose: Purpose;
  email: string;
  userId?: string;
  /** The workspace on whose host the link is good; null for the root domain. */
  tenantId: string | null;
  data?: Record<string, string>;
}

/** Makes a one-time secret for a mailed link; the database keeps only its hash. */
export async function issueToken(db: PlatformDb, { purpose, ...rest }: Issue): Promise<string> {
  const secret = newSecret();
  await db.insert(emailTokens).values({
    id: newId("emailToken"),
    purpose,
    tokenHash: sha256(secret),
    expiresAt: clock.in(lifetimes[purpose]),
    ...rest,
  });
  return secret;
}

/** The token behind a link, while it is good for this purpose on this host. For showing a page: it stays unused. */
export async function findToken(
  db: PlatformDb,
  purpose: Purpose,
  secret: string,
  tenantId: string | null,
): Promise<EmailToken | null> {
  const [token] = await db
    .select()
    .from(emailTokens)
    .where(good(purpose, secret, tenantId));
  return token ?? null;
}

/** Uses a token up, in one statement so that of two clicks one wins. Throws `invalid` when it is not good any more. */
export async function burnToken(
  db: PlatformDb,
  purpose: Purpose,
  secret: string,
  tenantId: string | null,
): Promise<EmailToken> {
  const [token] = await db
    .update(emailTokens)
    .set({ usedAt: clock.now() })
    .where(good(purpose, secret, tenantId))
    .returning();
  if (!token)
    throw new AppError("invalid", "This link has expired or was used already. Please ask for a new one.");
  return token;
}

/** Makes every other link of this purpose worthless, once one of them has done its work. */
export async function burnTokensOf(db: PlatformDb, purpose: Purpose, userId: string): Promise<void> {
  await db
    .update(emailTokens)
    .set({ usedAt: clock.now() })
    .where(and(eq(emailTokens.userId, userId), eq(emailTokens.purpose, purpose), isNull(emailTokens.usedAt)));
}

const good = (purpose: Purpose, secret: string, tenantId: string | null) =>
  and(
    eq(emailTokens.tokenHash, sha256(secret)),
    eq(emailTokens.purpose, purpose),
    sql`${emailTokens.tenantId} is not distinct from ${tenantId}`,
    isNull(emailTokens.usedAt),
    gt(emailTokens.expiresAt, clock.now()),
  );
