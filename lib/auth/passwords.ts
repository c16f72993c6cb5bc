import { hash, verify } from "@node-rs/argon2";
import { AppError, invalidField } from "@/lib/core/errors";
import { addressBlocks } from "@/lib/platform/address";
import { said } from "@/lib/platform/said";
import { isGuessable } from "./common-passwords";

// OWASP Password Storage Cheat Sheet, argon2id with the least memory it allows: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostAtOnce = 4;
/** Hashes that run or wait, about two seconds' worth. Whoever comes later is refused at once instead of waiting in vain. */
export const mostHashing = 100;
/** So many of them for one address, or all of the networks it may come from: one client leaves room for the others. */
const mostOfOne = 50;

/** A hash of the same cost that no password fits, for people who do not exist. */
const nobody =
  "$argon2id$v=19$m=19456,t=2,p=1$0aV+4/yok15fNEEes7nqNQ$mzCpcusa32jKQz7vJ5b29b42j996SR0uu8e4/lcaAe4";

/** The argon2id hash of a password, in PHC format. Throws `unavailable` where too many wait for theirs. */
export function hashPassword(password: string): Promise<string> {
  return hashing(null, () => oneOfFour(() => hash(password.normalize("NFKC"), cost)));
}

/**
 * Does what needs a hash, while there is room in the queue for it, and in the share of the address that asks. Before
 * anything is counted or looked up, so that a refusal costs nobody an attempt and is the same whoever it is. Throws
 * `unavailable`.
 */
export async function hashing<T>(ip: string | null, work: () => Promise<T>): Promise<T> {
  const client = ip && addressBlocks(ip).at(-1)?.name;
  const ofClient = (client && perClient.get(client)) || 0;
  if (underWay >= mostHashing || ofClient >= mostOfOne) throw busy();
  underWay++;
  if (client) perClient.set(client, ofClient + 1);
  try {
    return await work();
  } finally {
    underWay--;
    if (client) leave(client);
  }
}

function leave(client: string): void {
  const left = (perClient.get(client) ?? 1) - 1;
  if (left > 0) perClient.set(client, left);
  else perClient.delete(client);
}

const busy = () =>
  new AppError("unavailable", said("auth.refused.busy"), {
    retryAfterSeconds: 5,
  });

/**
 * Whether the password fits; within `hashing`. Without a hash it takes as long and is false, so that time does not tell
 * who exists.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const fits = await oneOfFour(() => verify(passwordHash ?? nobody, password.normalize("NFKC")));
  return fits && Boolean(passwordHash);
}

/** Throws `invalid` at the field when the password is one of the first that anybody would try. */
export function assertStrong(
  password: string,
  person: { email?: string; name?: string },
  field = "password",
): void {
  if (isGuessable(password, person)) throw invalidField(field, said("auth.refused.guessable"));
}

let underWay = 0;
const perClient = new Map<string, number>();
let running = 0;
const waiting: (() => void)[] = [];

/** Each hash takes 19 MiB and a core; without a cap a burst of sign-ins would take the machine. */
async function oneOfFour<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
