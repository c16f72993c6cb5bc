import { hash, verify } from "@node-rs/argon2";
import { invalidField } from "@/lib/core/errors";
import { isGuessable } from "./common-passwords";

// OWASP Password Storage Cheat Sheet, argon2id with the least memory it allows: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostAtOnce = 4;

/** A hash of the same cost that no password fits, for people who do not exist. */
const nobody =
  "$argon2id$v=19$m=19456,t=2,p=1$0aV+4/yok15fNEEes7nqNQ$mzCpcusa32jKQz7vJ5b29b42j996SR0uu8e4/lcaAe4";

/** The argon2id hash of a password, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return oneOfFour(() => hash(password.normalize("NFKC"), cost));
}

/** Whether the password fits. Without a hash it takes as long and is false, so that time does not tell who exists. */
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
  if (isGuessable(password, person))
    throw invalidField(field, "This password is easy to guess. Try a few unrelated words in a row.");
}

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
