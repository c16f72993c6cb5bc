import { eq } from "drizzle-orm";
import { billingStripeAccount } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { env } from "@/env";
import { sha256 } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { findAccountId } from "./stripe/account";
import { billingMode } from "./stripe/client";

/** Which of Stripe's accounts something belongs to, and whether real money moves in it. */
export interface StripeAccount {
  /** Null where the key may not say. */
  accountId: string | null;
  isLive: boolean;
}

const id = "billing";

/** The account and mode all rows of billing are of; null before billing was ever on. */
export async function readStripeAccount(
  db: PlatformDb,
): Promise<(StripeAccount & { keyHash: string }) | null> {
  const [row] = await db.select().from(billingStripeAccount).where(eq(billingStripeAccount.id, id));
  return row ?? null;
}

/** Takes note that the rows are of this account from now on. */
export async function keepStripeAccount(db: PlatformDb, { accountId, isLive }: StripeAccount): Promise<void> {
  const values = { id, accountId, isLive, keyHash: keyHash() };
  await db
    .insert(billingStripeAccount)
    .values(values)
    .onConflictDoUpdate({ target: billingStripeAccount.id, set: values });
}

/** Where the key leads today. Throws `unavailable` where Stripe is away. */
export const currentStripeAccount = async (): Promise<StripeAccount> => ({
  accountId: await findAccountId(),
  isLive: billingMode() === "live",
});

/** Whether rows of one are nothing to the other. What a key may not say is taken for the same. */
export const isAnotherAccount = (known: StripeAccount, present: StripeAccount): boolean =>
  known.isLive !== present.isLive ||
  (known.accountId !== null && present.accountId !== null && known.accountId !== present.accountId);

/**
 * Throws, with what to do, where the key leads to another account or mode than the rows are of: their customers and prices
 * are unknown there, so every sync would fail and what was bought would stay granted for nothing. A key that was compared
 * already is not compared again, so that a start does not wait for Stripe.
 */
export async function assertSameStripe(): Promise<void> {
  if (billingMode() === "off") return;
  const known = await withPlatform(readStripeAccount);
  if (known?.keyHash === keyHash()) return;
  const isLive = billingMode() === "live";
  if (known) refuseAnotherAccount(known, { accountId: null, isLive });
  const accountId = await findAccountId().catch(cannotCompare);
  if (accountId === undefined) return;
  if (known) refuseAnotherAccount(known, { accountId, isLive });
  if (accountId === null)
    log().warn("the Stripe key may not read its account (GET /v1/account), so its mode alone was compared");
  await withPlatform((db) =>
    keepStripeAccount(db, { accountId: accountId ?? known?.accountId ?? null, isLive }),
  );
}

/** Stripe being away keeps nobody from starting: the next start compares. */
function cannotCompare(cause: unknown): undefined {
  log().warn({ err: cause }, "Stripe did not say which account the key belongs to, so it was not compared");
}

function refuseAnotherAccount(known: StripeAccount, present: StripeAccount): void {
  if (!isAnotherAccount(known, present)) return;
  throw new Error(
    `STRIPE_SECRET_KEY leads to ${nameOf(present)}, but what this database knows of billing is of ${nameOf(known)}. ` +
      "Set the key it was made with; or leave that account behind for good: npm run cli -- billing start-afresh " +
      "says what it would forget.",
  );
}

/** "account acct_1 in live mode" */
const nameOf = ({ accountId, isLive }: StripeAccount): string =>
  `${accountId ? `account ${accountId}` : "an account"} in ${isLive ? "live" : "test"} mode`;

const keyHash = (): string => sha256(env().STRIPE_SECRET_KEY ?? "");
