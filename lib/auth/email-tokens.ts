import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { emailTokens, users } from "@/db/schema/platform";
import type { PlatformDb, WorkspaceDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock, hours, minutes } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";

export type EmailToken = typeof emailTokens.$inferSelect;
export type Purpose = EmailToken["purpose"];

export const lifetimes: Record<Purpose, number> = {
  verify_email: hours(24),
  reset_password: minutes(30),
  sign_up: hours(24),
  open_workspace: hours(24),
  sign_in: minutes(15),
};

interface Issue {
  purpose: Purpose;
  email: string;
  /** The account it is about. The link dies with the account's epoch. */
  user?: { id: string; epoch: number };
  /** The workspace on whose host the link is good; null for the root domain. */
  tenantId: string | null;
  data?: Record<string, string>;
}

/** Makes a one-time secret for a mailed link; the database keeps only its hash. */
export async function issueToken(db: PlatformDb, { purpose, user, ...rest }: Issue): Promise<string> {
  const secret = newSecret();
  await db.insert(emailTokens).values({
    id: newId("tok"),
    purpose,
    tokenHash: sha256(secret),
    userId: user?.id,
    userEpoch: user?.epoch,
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
  if (!token) throw usedUp();
  return token;
}

export const usedUp = () =>
  new AppError("invalid", said("auth.refused.usedUp"), {
    trace: "link",
  });

/** Makes the sign-ups of an address at a workspace worthless: whoever was taken out is not let in by an older link. */
export async function burnSignUps(db: WorkspaceDb, tenantId: string, email: string): Promise<void> {
  await db
    .update(emailTokens)
    .set({ usedAt: clock.now() })
    .where(
      and(
        eq(emailTokens.tenantId, tenantId),
        eq(emailTokens.purpose, "sign_up"),
        eq(sql`lower(${emailTokens.email})`, email.toLowerCase()),
        isNull(emailTokens.usedAt),
      ),
    );
}

const good = (purpose: Purpose, secret: string, tenantId: string | null) =>
  and(
    eq(emailTokens.tokenHash, sha256(secret)),
    eq(emailTokens.purpose, purpose),
    sql`${emailTokens.tenantId} is not distinct from ${tenantId}`,
    isNull(emailTokens.usedAt),
    gt(emailTokens.expiresAt, clock.now()),
    isOfPresentEpoch,
  );

const isOfPresentEpoch = sql`(${emailTokens.userId} is null or exists (
  select from ${users} where ${users.id} = ${emailTokens.userId} and ${users.epoch} = ${emailTokens.userEpoch}))`;
