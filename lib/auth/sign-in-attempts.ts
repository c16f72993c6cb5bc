import { and, eq, gt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { rateCounters } from "@/db/schema/platform";
import { clearCounters, countDown, counting, countUp } from "@/lib/core/counters";
import { addressBlock } from "@/lib/platform/address";
import { clock } from "@/lib/platform/clock";
import { type Charge, counterKey, from, on, requireRoom, tooMany } from "./attempts";
import { doorsOf, isAnyBesieged, isSeenBesieged } from "./doors";
import { pace, paceOfAnybody, policies } from "./policies";

interface Trying {
  email: string;
  ip: string | null;
  /** The workspace whose door it is; null for the root domain. */
  tenantId: string | null;
  /** Whether this person has been in from this address, or is in: then nobody else's failures hold them up. */
  isRecognized: boolean;
  /** Counted by instead of the address, where somebody who is signed in proves themselves again. */
  sessionId?: string;
}

export interface SignInAttempt {
  /** Whether the password alone is not enough here and now, for this account on a device it does not know. */
  needsProof: boolean;
  /** Whether that may be said: it is so for whatever e-mail is tried at this door. */
  isProofShown: boolean;
  /** Takes the attempt back and forgets the failures before: the right password was given. */
  succeed(): Promise<void>;
}

/**
 * Counts an attempt to sign in before it is made, in every dimension at once or in none: the account from this address, the
 * address over all accounts, the account over all addresses, the door that was knocked at, and those of the workspaces it
 * would open as well. Throws `rate_limited`.
 */
export async function attemptSignIn(trying: Trying): Promise<SignInAttempt> {
  const { email, ip, tenantId, isRecognized } = trying;
  const often = on("signInOften", email);
  const limited = [...fromHere(trying), ...from("signInFrom", ip), oneMore(often)];
  const account = counterKey("signInPace", email);
  return counting(async (tx) => {
    const doors = await doorsOf(tx, email, tenantId);
    const charges = [...limited, ...doors.flatMap(({ here, elsewhere }) => [here, elsewhere])];
    const counted = requireRoom(limited, await countUp(tx, charges));
    const failures = isRecognized ? 0 : await keepPace(tx, account, ip);
    const isGuessedAt = ip === null && failures > paceOfAnybody.failuresBeforeProof;
    return {
      needsProof: !isRecognized && (isGuessedAt || isAnyBesieged(doors, counted)),
      isProofShown: !isRecognized && (isGuessedAt || isSeenBesieged(doors, counted)),
      succeed: () =>
        counting(async (again) => {
          await countDown(again, charges, counted);
          await clearCounters(again, [account]);
          await countUp(again, [often]);
        }),
    };
  });
}

/** Nothing yet, and refused where one more would not fit: what succeeds is counted once it has. */
const oneMore = ({ policy, ...charge }: Charge): Charge => ({
  ...charge,
  amount: 0,
  policy: { ...policy, max: policy.max - 1 },
});

/** Forgets the failures of an account, whoever made them, and those from this address: its holder has just proved themselves. */
export const clearFailures = (email: string, ip: string | null): Promise<void> =>
  counting((tx) =>
    clearCounters(tx, [
      counterKey("signInPace", email),
      ...(ip ? [counterKey("signIn", email, addressBlock(ip))] : []),
    ]),
  );

/** How many sign-ins to an account have failed since the last that did not, over all addresses. */
export const failuresOf = (email: string): Promise<number> =>
  counting(async (tx) => {
    const [row] = await tx
      .select({ count: rateCounters.count })
      .from(rateCounters)
      .where(
        and(eq(rateCounters.key, counterKey("signInPace", email)), gt(rateCounters.resetsAt, clock.now())),
      );
    return row?.count ?? 0;
  });

/** An address that nobody vouches for is everybody's, so nothing is counted by it. */
function fromHere({ email, ip, sessionId }: Trying): Charge[] {
  // One budget for all of a person's sessions: whoever holds one can make others.
  if (sessionId) return [on("signIn", email, "signed in")];
  return ip ? [on("signIn", email, addressBlock(ip))] : [];
}

const ms = (value: number) => sql.raw(`interval '${value} milliseconds'`);
const delay = (mostMs: number) => sql`case when ${rateCounters.count} < ${pace.free} then interval '0'
  else least(${ms(pace.firstMs)} * power(2, least(${rateCounters.count} - ${pace.free}, 30)), ${ms(mostMs)}) end`;

/** One statement decides and counts, so that of parallel attempts only those pass whose turn it is. Returns how many there were. */
async function keepPace(tx: Tx, key: string, ip: string | null): Promise<number> {
  // The row is kept for a day after the last failure, so that its end tells when that was.
  const pause = delay(ip === null ? paceOfAnybody.mostMs : pace.mostMs);
  const freeAt = sql<Date>`${rateCounters.resetsAt} - ${ms(pace.forgottenAfterMs)} + ${pause}`;
  const now = sql`${clock.now().toISOString()}::timestamptz`;
  const isForgotten = sql`${rateCounters.resetsAt} <= ${now}`;
  const admitted = await tx
    .insert(rateCounters)
    .values({ key, count: 1, resetsAt: clock.in(pace.forgottenAfterMs) })
    .onConflictDoUpdate({
      target: rateCounters.key,
      set: {
        count: sql`case when ${isForgotten} then 1 else ${rateCounters.count} + 1 end`,
        resetsAt: sql`excluded.resets_at`,
      },
      setWhere: sql`${isForgotten} or ${freeAt} <= ${now}`,
    })
    .returning({ count: rateCounters.count });
  if (admitted[0]) return admitted[0].count;
  const [row] = await tx
    .select({ waitMs: sql<number>`(extract(epoch from ${freeAt} - ${now}) * 1000)::float8` })
    .from(rateCounters)
    .where(sql`${rateCounters.key} = ${key}`);
  throw tooMany(policies.signIn, row?.waitMs ?? pace.firstMs);
}
