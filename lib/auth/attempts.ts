import type { PlatformContext } from "@/lib/core/context";
import { type Count, type Counted, countDown, counting, countUp } from "@/lib/core/counters";
import { AppError } from "@/lib/core/errors";
import { addressBlocks } from "@/lib/platform/address";
import { clock, minutes, seconds } from "@/lib/platform/clock";
import { keyedDigest } from "@/lib/platform/crypto";
import { said } from "@/lib/platform/said";
import { type Policy, type PolicyName, policies } from "./policies";
import { authSecret } from "./session-cookie";

/** One budget that a deed is charged to. */
export interface Charge extends Count {
  policy: Pick<Policy, "max" | "message">;
}

export interface Attempt {
  /** Takes the attempt back: a success, or what was refused for another reason, is not held against anybody. */
  refund(): Promise<void>;
}

/** What a mail is sent for. Each has its own budget, so that one cannot use up another's. */
export type MailPurpose =
  | "reset"
  | "verification"
  | "signUp"
  | "openWorkspace"
  | "findWorkspaces"
  | "signIn"
  | "quote";

/** A charge of one to a policy of the table, or to one made elsewhere; `subject` is what is counted together. */
export function on(policy: PolicyName | Policy, ...subject: string[]): Charge {
  const known = typeof policy === "string" ? { name: policy, ...policies[policy] } : policy;
  return { key: counterKey(known.name, ...subject), windowMs: known.windowMs, amount: 1, policy: known };
}

/** A key that does not show, and cannot be steered by, what it is made of. */
export const counterKey = (name: string, ...subject: string[]): string =>
  `${name}:${keyedDigest(authSecret(), `${name}\n${subject.join("\n")}`)}`;

/**
 * Charges every budget, or none where one of them is used up: it then throws `rate_limited`. Postgres alone counts, so that
 * there is one budget however Redis feels, and of parallel attempts exactly as many pass as fit.
 */
export async function spend(...charges: Charge[]): Promise<Attempt> {
  if (charges.length === 0) return { refund: async () => undefined };
  const counted = await counting(async (tx) => requireRoom(charges, await countUp(tx, charges)));
  return { refund: () => counting((tx) => countDown(tx, charges, counted)) };
}

/** Charges before the deed, so that parallel ones cannot all slip through, and takes it back when the deed is refused. */
export async function spending<T>(charges: Charge[], deed: () => Promise<T>): Promise<T> {
  const { refund } = await spend(...charges);
  try {
    return await deed();
  } catch (thrown) {
    await refund();
    throw thrown;
  }
}

/** Counts one attempt before it is made. Throws `rate_limited`. */
export const attempt = (name: PolicyName, ...subject: string[]): Promise<Attempt> =>
  spend(on(name, ...subject));

/** Charges to the caller's address and the networks it lies in; where no proxy vouches for one, there is nothing to count by. */
export const from = (name: PolicyName, ip: string | null, ...subject: string[]): Charge[] =>
  (ip ? addressBlocks(ip) : []).map((block) => {
    const { max, ...policy } = policies[name];
    return on({ name, ...policy, max: max * block.share }, ...subject, block.name);
  });

/** What every request for a mail is held to: three an hour to one mailbox at one door, twenty from one address. */
export function mailing(
  purpose: MailPurpose,
  email: string,
  { tenant, origin }: Pick<PlatformContext, "tenant" | "origin">,
): Charge[] {
  const door = tenant?.id ?? "root";
  const senders = origin.ip ? from("mailFrom", origin.ip, purpose) : [on("mailFromAnybody", purpose, door)];
  return [...senders, on("mailTo", purpose, door, email)];
}

/** Throws `rate_limited` for the budget that is used up the longest. */
export function requireRoom(charges: Charge[], counted: Counted[]): Counted[] {
  const full = charges.flatMap(({ key, policy }) => {
    const row = counted.find((one) => one.key === key);
    return row && row.count > policy.max ? [{ policy, resetsAt: row.resetsAt }] : [];
  });
  const [worst] = full.toSorted((left, right) => right.resetsAt.getTime() - left.resetsAt.getTime());
  if (worst) throw tooMany(worst.policy, worst.resetsAt.getTime() - clock.now().getTime());
  return counted;
}

/** The refusal, which says when to come back. */
export function tooMany({ message }: Pick<Policy, "message">, waitMs: number): AppError {
  const left = Math.max(seconds(1), waitMs);
  const retryAfterSeconds = Math.ceil(left / seconds(1));
  return new AppError("rate_limited", said(message, { when: { said: whenIn(left) } }), { retryAfterSeconds });
}

function whenIn(ms: number): string {
  if (ms <= seconds(90)) return said("common.in.seconds", { count: Math.ceil(ms / seconds(1)) });
  if (ms <= minutes(90)) return said("common.in.minutes", { count: Math.ceil(ms / minutes(1)) });
  return said("common.in.hours", { count: Math.ceil(ms / minutes(60)) });
}
